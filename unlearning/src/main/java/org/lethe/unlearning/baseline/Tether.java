package org.lethe.unlearning.baseline;

import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;

/** An energy plus ½λ|γ|² over the first d numbers of γ. The energy is not closed with it. */
record Tether(EnergyFunction energy, int d, double lambda) implements EnergyFunction {

  @Override
  public int dimension() {
    return energy.dimension();
  }

  @Override
  public double value(double[] gamma, double a, Batch batch, RandomStream noise) {
    return energy.value(gamma, a, batch, noise) + penalty(gamma);
  }

  @Override
  public double gradient(double[] gamma, double a, Batch batch, RandomStream noise, double[] out) {
    double value = energy.gradient(gamma, a, batch, noise, out);
    for (int i = 0; i < d; i++) {
      out[i] += lambda * gamma[i];
    }
    return value + penalty(gamma);
  }

  @Override
  public void hessianVector(
      double[] gamma, double a, Batch batch, RandomStream noise, double[] v, double[] out) {
    energy.hessianVector(gamma, a, batch, noise, v, out);
    for (int i = 0; i < d; i++) {
      out[i] += lambda * v[i];
    }
  }

  private double penalty(double[] gamma) {
    double squares = 0;
    for (int i = 0; i < d; i++) {
      squares += gamma[i] * gamma[i];
    }
    return 0.5 * lambda * squares;
  }

  @Override
  public boolean isNoisy() {
    return energy.isNoisy();
  }

  @Override
  public int draws() {
    return energy.draws();
  }

  @Override
  public void close() {}
}
