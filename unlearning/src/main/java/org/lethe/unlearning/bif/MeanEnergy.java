package org.lethe.unlearning.bif;

import java.util.function.UnaryOperator;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.DenseHessian;
import org.lethe.inference.energy.EnergyFunction;

/** Derivatives of an energy averaged over points, seen along axes. Binds one batch at a time. */
final class MeanEnergy implements AutoCloseable {

  private final EnergyFunction energy;
  private final RandomStream noise;
  private final Axes axes;
  private final Tally tally;

  MeanEnergy(EnergyFunction energy, RandomStream noise, Axes axes, Tally tally) {
    this.energy = energy;
    this.noise = noise;
    this.axes = axes;
    this.tally = tally;
  }

  /** mean Cᵀ∇(a f + Σ w h). */
  double[] gradient(Points at, double a, Batch batch) {
    return gradient(at, a, batch, UnaryOperator.identity());
  }

  /** The same of what a linear map makes of the gradient. */
  double[] gradient(Points at, double a, Batch batch, UnaryOperator<double[]> map) {
    tally.gradients((long) at.size() * batch.size() * energy.draws());
    double[] mean = new double[energy.dimension()];
    energy.meanGradient(at.gamma(), at.weight(), a, batch, noise, mean);
    return axes.inside(map.apply(mean));
  }

  /** mean Cᵀ∇²(a f + Σ w h) C v. */
  double[] product(Points at, double a, Batch batch, double[] v) {
    tally.products((long) at.size() * batch.size() * energy.draws());
    double[] direction = axes.outside(v, energy.dimension());
    double[] mean = new double[energy.dimension()];
    energy.meanHessianVector(at.gamma(), at.weight(), a, batch, noise, direction, mean);
    return axes.inside(mean);
  }

  /** The same as a matrix. */
  Matrix hessian(Points at, double a, Batch batch) {
    int d = axes.dimension();
    tally.products((long) d * at.size() * batch.size() * energy.draws());
    double[][] raw = DenseHessian.mean(energy, at.gamma(), at.weight(), a, batch, noise, d);
    return new Matrix(raw).within(axes.c());
  }

  @Override
  public void close() {
    energy.close();
  }
}
