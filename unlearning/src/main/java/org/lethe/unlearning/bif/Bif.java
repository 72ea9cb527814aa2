package org.lethe.unlearning.bif;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Forgetting;

/**
 * Forgetting by influence: with the energy F(γ, S) = Σ_{z∈S} h(γ, z) + f(γ) of whatever an engine
 * moves,
 *
 * <pre>γ⁻ = γ − I,  I = −H⁻¹ Σ_{D_e} ∇h,  H = ∇²F(·, D_r)</pre>
 *
 * (Fu, He, Xu and Tao 2021; Fu, He and Tao 2022). For draws γ = θ, H and ∇h are means over the
 * draws and every draw moves; for a variational posterior γ = λ; for a Laplace fit γ is the mode.
 * Learned rows act with the opposite sign. H is that of the rows <b>after</b> the edit: with the
 * published H_D even the conjugate mean model errs by m/(n+1) of the way, with H_r it is exact.
 *
 * <p>The step is a Taylor expansion. Where it has to go far, carry the edit out in {@link #chunk
 * chunks}, between which H is evaluated anew. It moves the location alone and keeps the covariance,
 * which is {@link #secondOrder} too small after forgetting. The verdict is doubtful where the
 * result lies outside what the original knew; where more than a hundredth of a right-hand side is
 * left, by a damping or a short series that no {@link #stein} pass made up for; where the energy of
 * the rows that stay still slopes there; where a damping narrows the shape; and, for draws and for
 * {@link #erasedOnly}, where weights 1/p(D_e | θ) would leave few effective draws of it.
 *
 * <p>The weights take the log-likelihood of every edited row at 1000 of the draws, or at those of
 * {@link org.lethe.unlearning.EffectiveSize}, 4000 or 8000 where the case is clear, counted in the
 * cost as so many row gradients; for a Gaussian of few parameters that is most of it.
 *
 * <p>Immutable; options return a copy.
 *
 * @param <Q> the kind of posterior that it edits
 */
public final class Bif<Q extends Posterior> implements Forgetting<Q> {

  static final String NAME = "bif";

  private static final int DEFAULT_AVERAGED = 1000;

  /** What stands for the rows that stay. */
  enum Source {
    VARIATIONAL,
    DRAWS,
    STORED
  }

  private final Source source;
  private final Optional<Table> remaining;
  private final Solver solver;
  private final int chunk;
  private final int stages;
  private final boolean secondOrder;
  private final int stein;
  private final int averaged;

  private Bif(
      Source source,
      Optional<Table> remaining,
      Solver solver,
      int chunk,
      int stages,
      boolean secondOrder,
      int stein,
      int averaged) {
    this.source = source;
    this.remaining = remaining;
    this.solver = solver;
    this.chunk = chunk;
    this.stages = stages;
    this.secondOrder = secondOrder;
    this.stein = stein;
    this.averaged = averaged;
  }

  /** Of variational Gaussians and Laplace fits, with the data after the edit. */
  public static Bif<VariationalPosterior> variational(Table remaining, Solver solver) {
    return of(Source.VARIATIONAL, Optional.of(remaining), solver);
  }

  /** Of draws, with the data after the edit. */
  public static Bif<DrawsPosterior> draws(Table remaining, Solver solver) {
    return of(Source.DRAWS, Optional.of(remaining), solver);
  }

  /**
   * With the edited rows alone: H_r = H_D − H_e, H_D being the curvature that was stored with the
   * fit, or the precision of a full-rank Gaussian, which is the same at its optimum. The scales of
   * a Gaussian stay unless {@link #secondOrder} is asked for. In chunks or stages H_e is that where
   * the original stood, as H_D is: only the slopes follow the posterior.
   *
   * @throws IllegalArgumentException when the solver is a {@link Solver#gaussNewton}: what is
   *     stored is a Hessian, and the two do not subtract
   */
  public static Bif<Posterior> erasedOnly(Solver solver) {
    Checks.that(
        !solver.isGaussNewton(),
        "Bif: erasedOnly subtracts Hessians of the erased rows from the Hessian stored with the"
            + " fit, from which the information that gaussNewton() takes cannot be subtracted; give"
            + " the rows that stay to Bif.draws or Bif.variational, or leave gaussNewton() out");
    return of(Source.STORED, Optional.empty(), solver);
  }

  private static <Q extends Posterior> Bif<Q> of(
      Source source, Optional<Table> remaining, Solver solver) {
    return new Bif<>(source, remaining, solver, Integer.MAX_VALUE, 1, false, 0, DEFAULT_AVERAGED);
  }

  /**
   * At most so many rows at a time, dealt out in turn, with the Hessian of the rows that stay
   * evaluated anew before each. It keeps a Hessian definite that the whole edit would make
   * indefinite; it brings the result nearer only where each chunk moves the posterior the same way,
   * see {@link #stages}.
   */
  public Bif<Q> chunk(int rows) {
    Checks.positive("Bif", "chunk", rows);
    return new Bif<>(source, remaining, solver, rows, 1, secondOrder, stein, averaged);
  }

  /**
   * All rows at once, by an equal fraction of their weight at a time, with the Hessian of the rows
   * that stay evaluated anew before each: the posterior follows the path on which the rows fade,
   * and the error of the expansion falls with the number of stages. Chunks of rows that pull in
   * different directions do not have this, since their steps do not add up to a straight way. Takes
   * the place of chunks.
   */
  public Bif<Q> stages(int n) {
    Checks.positive("Bif", "stages", n);
    return new Bif<>(source, remaining, solver, Integer.MAX_VALUE, n, secondOrder, stein, averaged);
  }

  /**
   * The shape moves too. Draws: θ′ = μ′ + A(θ − μ), A = L_r⁻ᵀL_Dᵀ with H = LLᵀ, so that a
   * covariance H_D⁻¹ becomes H_r⁻¹. Gaussians, in natural parameters: S′⁻¹ = S⁻¹ − E_q[H_e] and m′
   * = m + H_r⁻¹ E_q[Σ_{D_e} ∇h]; a mean-field one takes the diagonal for its scales and the full
   * H_r for its mean. It leaves out how the curvature of the rows that stay changes on the way of
   * the mean: where that is long, a variational posterior goes better without, mean and scales
   * together in λ. Under a {@link Solver#damped} solver H_r + μI takes the place of H_r.
   */
  public Bif<Q> secondOrder() {
    return new Bif<>(source, remaining, solver, chunk, stages, true, stein, averaged);
  }

  /**
   * At the end a step −H⁻¹ mean ∇F(·, D_r) over the rows that stay: the first that a Stein
   * variational Newton method would take. It costs a gradient of every remaining row at every draw.
   * Draws whose exchangeable components touch those of another order have no mean ∇F of 0, and take
   * its mean over all orders in its place: such a pass moves what these components share.
   *
   * @throws IllegalArgumentException for {@link #erasedOnly}, which lacks these rows
   * @see org.lethe.core.posterior.Copies
   */
  public Bif<Q> stein() {
    Checks.that(
        source != Source.STORED,
        "Bif: a Stein pass needs the rows that stay; use Bif.draws or Bif.variational");
    return new Bif<>(source, remaining, solver, chunk, stages, secondOrder, stein + 1, averaged);
  }

  /**
   * Mean Hessians over at most so many draws, evenly spaced (default {@value #DEFAULT_AVERAGED});
   * mean gradients are over all of them. A variational posterior is seen through at most so many
   * reparametrised draws where neither quadrature nor the fit's own soft assignment makes them
   * needless, and never more than 256.
   */
  public Bif<Q> averaged(int draws) {
    Checks.positive("Bif", "averaged draws", draws);
    return new Bif<>(source, remaining, solver, chunk, stages, secondOrder, stein, draws);
  }

  @Override
  public Recipe recipe() {
    Recipe recipe =
        new Recipe(
            NAME,
            Map.of(
                "curvature",
                source == Source.STORED ? "stored" : "remaining rows",
                "solver",
                solver.options(),
                "order",
                secondOrder ? 2 : 1,
                "steinPasses",
                stein,
                "averaged",
                averaged));
    Recipe staged = stages == 1 ? recipe : recipe.with("stages", stages);
    return chunk == Integer.MAX_VALUE ? staged : staged.with("chunk", chunk);
  }

  /**
   * {@inheritDoc}
   *
   * @throws org.lethe.core.data.DataException also when the remaining table is not the fit's data
   *     after the edit
   * @throws IndefiniteCurvatureException when the Hessian of the rows that stay is not positive
   *     definite
   * @throws org.lethe.unlearning.DivergedException when a series or a step grows without end
   * @throws IllegalArgumentException when the posterior is of another kind, or no curvature is
   *     stored and the rows that stay are not given
   */
  @Override
  public <P extends Q> Fit<P> forget(Fit<P> fit, Edit edit, Run run) {
    return carryOut(fit, edit, run).fit();
  }

  /** {@link #forget}, with what each step did. */
  public <P extends Q> Influence<P> carryOut(Fit<P> fit, Edit edit, Run run) {
    return BifFit.of(this, fit, edit, run);
  }

  Optional<Table> remaining() {
    return remaining;
  }

  Solver solver() {
    return solver;
  }

  List<Part> parts(Edit edit) {
    return stages == 1 ? Part.of(edit, chunk) : Part.stages(edit, stages);
  }

  boolean isSecondOrder() {
    return secondOrder;
  }

  int steinPasses() {
    return stein;
  }

  int averaged() {
    return averaged;
  }
}
