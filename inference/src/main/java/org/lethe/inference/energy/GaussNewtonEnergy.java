package org.lethe.inference.energy;

import java.util.List;
import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Gradient;
import org.lethe.core.expr.RowNoise;
import org.lethe.core.model.Model;
import org.lethe.core.model.Observation;
import org.lethe.core.random.RandomStream;

/**
 * The energy over θ with the generalised Gauss–Newton matrix in place of its rows' Hessian, Σ wᵢ
 * Jᵢᵀ Aᵢ Jᵢ + a ∇²f: J the derivative of the natural parameters of what is observed and A the
 * Hessian of minus its log density in them, which is the covariance of the sufficient statistics.
 * This is the Fisher information of each row (Schraudolph 2002; Martens 2020), the Hessian of
 * −E[log p(Y | θ)] over Y ~ p(· | θ) held fixed, which is how it is computed. It is the Hessian
 * itself where natural parameters are affine in θ, as under canonical links, and never indefinite
 * for weights above 0 and a convex f. Value and gradient are those of the energy.
 */
final class GaussNewtonEnergy implements EnergyFunction {

  private final EnergyFunction energy;
  private final int d;
  private final BoundProgram products;
  private final double[] in;

  private GaussNewtonEnergy(EnergyFunction energy, int d, BoundProgram products) {
    this.energy = energy;
    this.d = d;
    this.products = products;
    this.in = new double[3 * d + 1];
  }

  static GaussNewtonEnergy of(Model model, Device device) {
    Checks.that(
        model.coupled().isEmpty(),
        "gaussNewton: rows of model %s must be independent given its parameters, and are coupled:"
            + " %s; use the Hessian, with a damping",
        model.name(),
        model.coupled().orElse(""));
    ParameterEnergy.requireKnown(model);
    Expr theta = model.theta();
    Expr fixed = Expr.input("theta held fixed", model.dimension());
    Expr v = Expr.input("direction", model.dimension());
    Expr a = Expr.input("a");
    Expr rows = Expr.weight().times(expected(model, fixed)).sumRows();
    Expr f = rows.plus(a.times(model.logPrior())).negate();
    Expr product = Gradient.hessianVector(f, theta, v);
    return new GaussNewtonEnergy(
        ParameterEnergy.of(model, device),
        model.dimension(),
        new BoundProgram(List.of(theta, fixed, a, v), List.of(product), device));
  }

  /** E[log p(Y | θ)] over Y ~ p(· | fixed), [rows], up to what does not depend on θ. */
  private static Expr expected(Model model, Expr fixed) {
    Checks.that(
        model.hasPlainRows() && !RowNoise.in(model.rowTerm()),
        "gaussNewton: rows of model %s must be observed under distributions, and hold a custom term"
            + " or row noise; use the Hessian, with a damping",
        model.name());
    Expr sum = model.weights().map(Expr::column).orElse(Expr.ones());
    Expr terms = Expr.constant(0);
    for (Observation observed : model.observations()) {
      Distribution law = observed.perRow();
      Expr one =
          law.expectedLogDensity(law.substitute(Map.of(model.theta(), fixed)))
              .orElseThrow(() -> noClosedForm(law));
      // one argument may stand for several columns
      double columns = observed.columns().size() / (double) law.shape().size();
      terms = terms.plus(one.sum().times(columns));
    }
    return sum.times(terms);
  }

  private static IllegalArgumentException noClosedForm(Distribution law) {
    return new IllegalArgumentException(
        "gaussNewton: what is observed must be normal, Poisson or of finitely many outcomes, whose"
            + " information has a closed form, got "
            + law.getClass().getSimpleName()
            + "; use the Hessian, with a damping");
  }

  @Override
  public int dimension() {
    return d;
  }

  @Override
  public double value(double[] gamma, double a, Batch batch, RandomStream noise) {
    return energy.value(gamma, a, batch, noise);
  }

  @Override
  public double gradient(double[] gamma, double a, Batch batch, RandomStream noise, double[] out) {
    return energy.gradient(gamma, a, batch, noise, out);
  }

  @Override
  public void meanGradient(
      double[][] points, double[] weight, double a, Batch batch, RandomStream noise, double[] out) {
    energy.meanGradient(points, weight, a, batch, noise, out);
  }

  @Override
  public void hessianVector(
      double[] gamma, double a, Batch batch, RandomStream noise, double[] v, double[] out) {
    System.arraycopy(gamma, 0, in, 0, d);
    System.arraycopy(gamma, 0, in, d, d);
    in[2 * d] = a;
    System.arraycopy(v, 0, in, 2 * d + 1, d);
    products.over(batch).calls(1, in, out);
  }

  @Override
  public void close() {
    energy.close();
    products.close();
  }
}
