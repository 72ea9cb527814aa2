package org.lethe.unlearning.bif;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.lethe.inference.energy.LowerFactor;

/**
 * Coordinates u of γ = C u + constant for the first d numbers of γ, C lower triangular: gradients
 * become Cᵀ∇ and Hessians CᵀHC.
 */
@SuppressWarnings("ArrayRecordComponent") // numbers, compared by nobody
record Axes(double[][] c) {

  /** u = γ. */
  static Axes identity(int d) {
    return new Axes(Matrix.identity(d));
  }

  /**
   * C Cᵀ the covariance of points, or where they are too few or too much alike for one, its
   * diagonal; a coordinate that does not vary keeps its unit.
   */
  static Axes of(Points points) {
    double[][] covariance = points.covariance();
    int d = covariance.length;
    if (points.size() > d + 1) {
      double[][] lower = LowerFactor.of(new DMatrixRMaj(covariance)).orElse(new double[0][]);
      if (lower.length > 0) {
        return new Axes(lower);
      }
    }
    double[][] diagonal = new double[d][d];
    for (int i = 0; i < d; i++) {
      diagonal[i][i] = covariance[i][i] > 0 ? Math.sqrt(covariance[i][i]) : 1;
    }
    return new Axes(diagonal);
  }

  /** d. */
  int dimension() {
    return c.length;
  }

  /** C v, followed by zeros up to {@code size} numbers. */
  double[] outside(double[] v, int size) {
    double[] out = new double[size];
    for (int i = 0; i < c.length; i++) {
      for (int j = 0; j <= i; j++) {
        out[i] += c[i][j] * v[j];
      }
    }
    return out;
  }

  /** Cᵀg for the first d numbers of g. */
  double[] inside(double[] g) {
    double[] out = new double[c.length];
    for (int i = 0; i < c.length; i++) {
      for (int j = 0; j <= i; j++) {
        out[j] += c[i][j] * g[i];
      }
    }
    return out;
  }

  /** u = C⁻¹(shift of γ). */
  double[] coordinates(double[] shift) {
    return new Cholesky(c).solveLower(shift);
  }

  /** C A C⁻¹: a linear map of u as one of γ. */
  double[][] outside(double[][] map) {
    return overFactor(Matrix.product(c, map));
  }

  /** C⁻ᵀ H C⁻¹: a Hessian over u as one over γ. */
  Matrix hessianOutside(Matrix h) {
    double[][] half = overFactor(h.rows());
    return new Matrix(overFactor(Matrix.transposed(half)));
  }

  /** M C⁻¹. */
  private double[][] overFactor(double[][] m) {
    int d = c.length;
    double[][] out = new double[d][d];
    for (int i = 0; i < d; i++) {
      double[] row = Arrays.copyOf(m[i], d);
      // x C = row, from the last column back
      for (int j = d - 1; j >= 0; j--) {
        out[i][j] = row[j] / c[j][j];
        for (int k = 0; k < j; k++) {
          row[k] -= out[i][j] * c[j][k];
        }
      }
    }
    return out;
  }
}
