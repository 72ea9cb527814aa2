package org.lethe.unlearning.bif;

import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;

/** Derivatives of an energy averaged over points, seen along axes. Binds one batch at a time. */
final class MeanEnergy implements AutoCloseable {

  private final EnergyFunction energy;
  private final RandomStream noise;
  private final Axes axes;
  private final Tally tally;
  private final double[] one;

  MeanEnergy(EnergyFunction energy, RandomStream noise, Axes axes, Tally tally) {
    this.energy = energy;
    this.noise = noise;
    this.axes = axes;
    this.tally = tally;
    this.one = new double[energy.dimension()];
  }

  /** mean Cᵀ∇(a f + Σ w h). */
  double[] gradient(Points at, double a, Batch batch) {
    tally.gradients((long) at.size() * batch.size() * energy.draws());
    double[] mean = new double[one.length];
    for (int s = 0; s < at.size(); s++) {
      energy.gradient(at.gamma()[s], a, batch, noise, one);
      Vectors.add(mean, at.weight()[s], one);
    }
    return axes.inside(mean);
  }

  /** mean Cᵀ∇²(a f + Σ w h) C v. */
  double[] product(Points at, double a, Batch batch, double[] v) {
    tally.products((long) at.size() * batch.size() * energy.draws());
    double[] direction = axes.outside(v, one.length);
    double[] mean = new double[one.length];
    for (int s = 0; s < at.size(); s++) {
      energy.hessianVector(at.gamma()[s], a, batch, noise, direction, one);
      Vectors.add(mean, at.weight()[s], one);
    }
    return axes.inside(mean);
  }

  /** The same as a matrix, by d products; exactly symmetric. */
  Matrix hessian(Points at, double a, Batch batch) {
    int d = axes.dimension();
    double[][] out = new double[d][];
    for (int j = 0; j < d; j++) {
      double[] unit = new double[d];
      unit[j] = 1;
      out[j] = product(at, a, batch, unit);
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        out[i][j] = 0.5 * (out[i][j] + out[j][i]);
        out[j][i] = out[i][j];
      }
    }
    return new Matrix(out);
  }

  @Override
  public void close() {
    energy.close();
  }
}
