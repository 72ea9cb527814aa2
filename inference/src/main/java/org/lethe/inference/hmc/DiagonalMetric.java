package org.lethe.inference.hmc;

import java.util.Arrays;

/** M⁻¹ = diag(v): p = z/√v. */
final class DiagonalMetric implements Metric {

  private final double[] variance;
  private final double[] momentumScale;

  DiagonalMetric(double[] variance) {
    this.variance = variance.clone();
    this.momentumScale = Arrays.stream(variance).map(v -> 1 / Math.sqrt(v)).toArray();
  }

  @Override
  public void velocity(double[] p, double[] velocity) {
    for (int i = 0; i < p.length; i++) {
      velocity[i] = variance[i] * p[i];
    }
  }

  @Override
  public void momentum(double[] z) {
    for (int i = 0; i < z.length; i++) {
      z[i] *= momentumScale[i];
    }
  }

  @Override
  public double[] inverseMass() {
    return variance.clone();
  }
}
