package org.lethe.inference.energy;

import java.util.Arrays;
import java.util.OptionalInt;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Coupling;
import org.lethe.core.posterior.CouplingForm;
import org.lethe.core.posterior.FlowPosterior;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.VariationalPosterior;

/**
 * Normals of any covariance bent by {@link Coupling} layers T: λ is that of the full rank, then the
 * weights of the layers. Without the layers it is the full rank.
 *
 * @param hidden the hidden numbers of a layer, where they are not {@link Coupling#of}'s
 */
record Flow(int layers, OptionalInt hidden) implements Family<FlowPosterior> {

  private static final FullRank BASE = new FullRank();

  Flow {
    Checks.that(
        layers >= 1 && layers <= MOST_LAYERS,
        "Family: layers must be from 1 to %d, got %d",
        MOST_LAYERS,
        layers);
    hidden.ifPresent(h -> Checks.positive("Family", "hidden", h));
  }

  /** That of a posterior. */
  static Flow of(FlowPosterior posterior) {
    Coupling c = posterior.coupling();
    boolean usual = c.equals(Coupling.of(c.dimension(), c.layers()));
    return new Flow(c.layers(), usual ? OptionalInt.empty() : OptionalInt.of(c.hidden()));
  }

  @Override
  public String name() {
    return "flow " + layers + (hidden.isPresent() ? " of " + hidden.getAsInt() : "");
  }

  private Coupling coupling(int d) {
    Coupling usual = Coupling.of(d, layers);
    return new Coupling(d, layers, hidden.orElse(usual.hidden()));
  }

  @Override
  public int size(int d) {
    return BASE.size(d) + coupling(d).size();
  }

  @Override
  public double[] start(int d) {
    return joined(BASE.start(d), coupling(d).start());
  }

  private static double[] joined(double[] base, double[] weights) {
    double[] lambda = Arrays.copyOf(base, base.length + weights.length);
    System.arraycopy(weights, 0, lambda, base.length, weights.length);
    return lambda;
  }

  @Override
  public boolean isDense() {
    return true;
  }

  @Override
  public boolean isLogScale(int i, int d) {
    return i < BASE.size(d) && BASE.isLogScale(i, d);
  }

  @Override
  public boolean isWeight(int i, int d) {
    return i >= BASE.size(d);
  }

  /** That of N(m, LLᵀ), which the layers bend. */
  @Override
  public Frame frame(VariationalPosterior posterior) {
    FlowPosterior q = flow(posterior);
    return Frame.lower(q.shift(), q.factor());
  }

  @Override
  public FlowPosterior posterior(Model model, Frame frame, double[] lambda) {
    int d = frame.dimension();
    int base = BASE.size(d);
    GaussianPosterior affine = BASE.posterior(model, frame, Arrays.copyOf(lambda, base));
    double[] weights = Arrays.copyOfRange(lambda, base, lambda.length);
    return FlowPosterior.of(model, affine.mean(), affine.factor(), coupling(d), weights);
  }

  @Override
  public double[] lambda(Frame frame, VariationalPosterior posterior) {
    FlowPosterior q = flow(posterior);
    double[] base = BASE.lambda(frame.toFrame(q.shift()), frame.within(q.factor()));
    return joined(base, q.weights());
  }

  private FlowPosterior flow(VariationalPosterior posterior) {
    if (posterior instanceof FlowPosterior q) {
      Coupling needed = coupling(q.coupling().dimension());
      Checks.that(
          q.coupling().equals(needed),
          "Family: posterior must be a flow of %d layers of %d hidden numbers, got %d of %d",
          needed.layers(),
          needed.hidden(),
          q.coupling().layers(),
          q.coupling().hidden());
      return q;
    }
    throw new IllegalArgumentException(
        "Family: posterior must be a flow, got " + posterior.getClass().getSimpleName());
  }

  @Override
  public void check(Frame frame) {
    // every lower triangular frame leads from normals to normals, and so from flows to flows
  }

  @Override
  public Expr mean(Expr lambda, int d) {
    return BASE.mean(lambda, d);
  }

  @Override
  public Expr spread(Expr lambda, Expr v) {
    return BASE.spread(lambda, form(lambda, v).forward(v).point());
  }

  @Override
  public Expr logBend(Expr lambda, Expr v) {
    return form(lambda, v).forward(v).logJacobian();
  }

  /** −½|ε|² − log|∂T/∂ε| at ε = T⁻¹(L⁻¹v). */
  @Override
  public Expr logShape(Expr lambda, Expr v) {
    int d = v.shape().size();
    CouplingForm.Moved at = form(lambda, v).inverse(BASE.factor(lambda, d).solveLower(v));
    return at.point().square().sum(0).times(-0.5).minus(at.logJacobian());
  }

  @Override
  public Expr logDeterminant(Expr lambda, int d) {
    return BASE.logDeterminant(lambda, d);
  }

  private CouplingForm form(Expr lambda, Expr v) {
    int d = v.shape().size();
    return new CouplingForm(coupling(d), lambda.slice(BASE.size(d), size(d)));
  }
}
