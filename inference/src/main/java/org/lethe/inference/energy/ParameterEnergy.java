package org.lethe.inference.energy;

import java.util.List;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.model.Parameter;
import org.lethe.core.random.RandomStream;

/** The energy over θ itself: −Σ wᵢ log p(zᵢ | θ) − a log p(θ). */
final class ParameterEnergy implements EnergyFunction {

  private final int dimension;
  private final Evaluations evaluations;
  private final double[] in;
  private final double[] out;

  private ParameterEnergy(int dimension, Evaluations evaluations) {
    this.dimension = dimension;
    this.evaluations = evaluations;
    this.in = new double[2 * dimension + 1];
    this.out = new double[dimension + 1];
  }

  static ParameterEnergy of(Model model, Device device) {
    requireKnown(model);
    Expr theta = model.theta();
    Expr a = Expr.input("a");
    Expr rows = Expr.weight().times(model.logLikelihood()).sumRows();
    Expr energy = rows.plus(a.times(model.logPrior())).negate();
    List<Expr> inputs = List.of(theta, a);
    return new ParameterEnergy(
        model.dimension(), new Evaluations(energy, inputs, List.of(), true, device));
  }

  private static void requireKnown(Model model) {
    Checks.that(
        !model.isOpen(),
        "EnergyFunction: hyperparameters %s of model %s must be known, and are not; fit the model"
            + " by Svi, which finds them, and use the model of that fit, or Model.with",
        model.hyperparameters().stream().map(Parameter::name).toList(),
        model.name());
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public double value(double[] gamma, double a, Batch batch, RandomStream noise) {
    run(Evaluations.Order.VALUE, gamma, a, batch);
    return out[0];
  }

  @Override
  public double gradient(
      double[] gamma, double a, Batch batch, RandomStream noise, double[] gradient) {
    run(Evaluations.Order.GRADIENT, gamma, a, batch);
    System.arraycopy(out, 1, gradient, 0, dimension);
    return out[0];
  }

  @Override
  public void hessianVector(
      double[] gamma, double a, Batch batch, RandomStream noise, double[] v, double[] product) {
    System.arraycopy(v, 0, in, dimension + 1, dimension);
    run(Evaluations.Order.HESSIAN_VECTOR, gamma, a, batch);
    System.arraycopy(out, 0, product, 0, dimension);
  }

  private void run(Evaluations.Order order, double[] gamma, double a, Batch batch) {
    System.arraycopy(gamma, 0, in, 0, dimension);
    in[dimension] = a;
    evaluations.calls(order, batch, 1, in, out);
  }

  @Override
  public void close() {
    evaluations.close();
  }
}
