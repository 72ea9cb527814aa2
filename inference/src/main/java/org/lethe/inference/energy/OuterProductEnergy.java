package org.lethe.inference.energy;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Gradient;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.random.RandomStream;

/**
 * The energy over θ with the Gauss–Newton matrix of maximum likelihood in place of its rows'
 * Hessian, Σ wᵢ ∇hᵢ ∇hᵢᵀ + a ∇²f (Berndt, Hall, Hall and Hausman 1974): the same in expectation
 * where the model is right, and never indefinite for weights above 0 and a convex f. Value and
 * gradient are those of the energy.
 */
final class OuterProductEnergy implements EnergyFunction {

  private final EnergyFunction energy;
  private final int d;
  private final Program.Executor products;

  private OuterProductEnergy(EnergyFunction energy, int d, Program.Executor products) {
    this.energy = energy;
    this.d = d;
    this.products = products;
  }

  static OuterProductEnergy of(Model model, Device device) {
    EnergyFunction energy = ParameterEnergy.of(model, device);
    Expr theta = model.theta();
    Expr fixed = Expr.input("theta held fixed", model.dimension());
    Expr v = Expr.input("direction", model.dimension());
    Expr a = Expr.input("a");
    Expr weight = Expr.weight();
    Expr sum = weight.times(model.logLikelihood()).sumRows();
    // the derivative of ⟨∇ Σ w log p, v⟩ in the weight of a row is that row's slope along v
    Expr along = Gradient.of(sum, theta).get(0).times(v).sum();
    Expr slope = Gradient.of(along, weight).get(0).substitute(Map.of(theta, fixed));
    Expr rows = weight.times(slope).times(model.logLikelihood()).sumRows();
    Expr prior = Gradient.hessianVector(model.logPrior().negate(), theta, v);
    Expr product = Gradient.of(rows, theta).get(0).plus(a.times(prior));
    Program program = Program.of(List.of(theta, fixed, a, v), List.of(product));
    return new OuterProductEnergy(energy, model.dimension(), program.on(device, Precision.DOUBLE));
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
    double[] in = new double[3 * d + 1];
    System.arraycopy(gamma, 0, in, 0, d);
    System.arraycopy(gamma, 0, in, d, d);
    in[2 * d] = a;
    System.arraycopy(v, 0, in, 2 * d + 1, d);
    products.rows(batch.rows(), batch.index(), batch.weight(), batch.from(), batch.to());
    products.call(in, out);
  }

  @Override
  public void close() {
    energy.close();
    products.close();
  }
}
