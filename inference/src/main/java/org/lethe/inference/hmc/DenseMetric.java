package org.lethe.inference.hmc;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.lethe.inference.energy.LowerFactor;

/** M⁻¹ = Σ = LLᵀ: p = L⁻ᵀz has covariance Σ⁻¹. */
final class DenseMetric implements Metric {

  private final double[][] covariance;
  private final double[][] lower;

  private DenseMetric(double[][] covariance, double[][] lower) {
    this.covariance = covariance;
    this.lower = lower;
  }

  /** Empty where the matrix is not positive definite. */
  static Optional<Metric> of(double[][] covariance) {
    return LowerFactor.of(new DMatrixRMaj(covariance)).map(l -> new DenseMetric(covariance, l));
  }

  /** Σ [d × d], not copied. */
  double[][] covariance() {
    return covariance;
  }

  @Override
  public void velocity(double[] p, double[] velocity) {
    for (int i = 0; i < p.length; i++) {
      double[] row = covariance[i];
      double sum = 0;
      for (int j = 0; j < p.length; j++) {
        sum += row[j] * p[j];
      }
      velocity[i] = sum;
    }
  }

  @Override
  public void momentum(double[] z) {
    for (int i = z.length - 1; i >= 0; i--) {
      z[i] /= lower[i][i];
      for (int j = 0; j < i; j++) {
        z[j] -= lower[i][j] * z[i];
      }
    }
  }

  @Override
  public double[] inverseMass() {
    double[] diagonal = new double[covariance.length];
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] = covariance[i][i];
    }
    return diagonal;
  }
}
