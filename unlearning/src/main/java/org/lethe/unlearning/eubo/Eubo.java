package org.lethe.unlearning.eubo;

import java.util.Optional;
import org.lethe.core.data.Edit;
import org.lethe.core.expr.Affine;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;
import org.lethe.inference.svi.Optimizer;
import org.lethe.unlearning.Forgetting;
import org.lethe.unlearning.Gate;

/**
 * Minimises the evidence upper bound (Nguyen, Low and Jaillet 2020)
 *
 * <pre>U(q) = E_q[log p_adj(D_e | θ; λ)] + KL(q ‖ q(θ | D))</pre>
 *
 * over the family of q(θ | D): stochastic variational inference with q(θ | D) as the prior and the
 * edited rows alone, of weight −1 where they are forgotten and +1 where they are learned. It works
 * in the coordinates in which q(θ | D) is the standard normal and starts there, so step sizes are
 * in posterior standard deviations.
 *
 * <p>Defaults: 2000 steps of Adam at a rate that falls from 0.05 to 5·10⁻⁴, the last half averaged;
 * the expectation by quadrature where there is no gate and rows depend on a single affine
 * predictor, otherwise by 100 fresh draws a step, which stick the landing where q is a flow: its KL
 * is an average over the same draws, and then without noise where nothing is forgotten. Without
 * draws and with a quadratic log-likelihood the descent starts a Newton step away, at the optimum.
 * Immutable; options return a copy.
 */
public final class Eubo implements Forgetting<VariationalPosterior> {

  static final String NAME = "eubo";

  private static final int DEFAULT_STEPS = 2000;
  private static final int DEFAULT_DRAWS = 100;
  private static final double DEFAULT_TAIL = 0.5;
  private static final double SETTLED_GRADIENT = 1e-8;
  private static final StepSize DEFAULT_RATE = StepSize.exponential(0.05, 5e-4);

  private final Gate gate;
  private final Optional<Expectation> expectation;
  private final Optimizer optimizer;

  private Eubo(Gate gate, Optional<Expectation> expectation, Optimizer optimizer) {
    this.gate = gate;
    this.expectation = expectation;
    this.optimizer = optimizer;
  }

  /** With a gate, which has no silent default: {@link Gate.None} is plain EUBO. */
  public static Eubo of(Gate gate) {
    Optimizer optimizer =
        Optimizer.of(DEFAULT_STEPS, DEFAULT_RATE).tail(DEFAULT_TAIL).settle(SETTLED_GRADIENT);
    return new Eubo(gate, Optional.empty(), optimizer);
  }

  /** At most so many steps; fewer when an exact gradient vanishes before. */
  public Eubo steps(int steps) {
    return with(
        new Optimizer(
            steps, optimizer.rate(), optimizer.tail(), optimizer.minibatch(), optimizer.settle()));
  }

  /** Step sizes, in standard deviations of q(θ | D). */
  public Eubo rate(StepSize rate) {
    return with(
        new Optimizer(
            optimizer.steps(), rate, optimizer.tail(), optimizer.minibatch(), optimizer.settle()));
  }

  /**
   * The fraction of the steps, at the end, whose iterates are averaged; without draws there is no
   * noise to average, and the last iterate is taken.
   */
  public Eubo tail(double fraction) {
    return with(optimizer.tail(fraction));
  }

  /** The expectation by so many fresh draws a step, at least 1, also where quadrature could be. */
  public Eubo draws(int particles) {
    return expectation(new Expectation.Draws(particles, false));
  }

  /** Another expectation; quadrature is refused under a gate. */
  public Eubo expectation(Expectation how) {
    return new Eubo(gate, Optional.of(how), optimizer);
  }

  private Eubo with(Optimizer other) {
    return new Eubo(gate, expectation, other);
  }

  @Override
  public Recipe recipe() {
    return EuboRecipe.of(this);
  }

  /**
   * {@inheritDoc}
   *
   * @throws org.lethe.unlearning.UnboundedObjectiveException when the log-likelihood is quadratic,
   *     nothing gates it, and it outweighs the posterior along some direction
   * @throws org.lethe.unlearning.DivergedException when q runs a thousand posterior standard
   *     deviations away
   * @throws org.lethe.inference.run.NumericalException when the gate needs the mode of a flow,
   *     which is sought for, and it is not found
   * @throws IllegalArgumentException when the posterior is neither a variational Gaussian nor a
   *     flow
   */
  @Override
  public <P extends VariationalPosterior> Fit<P> forget(Fit<P> fit, Edit edit, Run run) {
    return EuboFit.of(this, fit, edit, run);
  }

  Gate gate() {
    return gate;
  }

  Optional<Expectation> expectation() {
    return expectation;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  /**
   * The expectation for a fit, where none was asked for. Behind a gate, which weighs θ, rows that
   * were softly assigned count by their log-likelihood.
   */
  Expectation expectation(Fit<?> fit) {
    return expectation.orElseGet(() -> automatic(fit));
  }

  private Expectation automatic(Fit<?> fit) {
    Model model = fit.model();
    boolean normal = fit.posterior() instanceof GaussianPosterior;
    Expectation.Draws draws = new Expectation.Draws(DEFAULT_DRAWS, !normal);
    if (!normal || !gate.isOpen(model.dimension())) {
      return draws;
    }
    return Affine.predictor(model.rowTerm(), model.theta()).isPresent()
        ? Expectation.Quadrature.standard()
        : Expectation.of(fit, draws);
  }
}
