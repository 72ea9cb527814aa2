package org.lethe.validation.divergence;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.lethe.core.data.Checks;

/** Mean [d] and the Cholesky factor [d × d] of the unbiased covariance of weighted draws. */
record Moments(int n, double[] mean, double[][] covariance, double[][] factor) {

  /**
   * Moments of draws, each of which counts as often as its weight says.
   *
   * @throws IllegalArgumentException if the covariance is singular
   */
  static Moments of(double[][] draws, int[] weight) {
    int d = draws[0].length;
    int n = Arrays.stream(weight).sum();
    double[] mean = new double[d];
    for (int i = 0; i < draws.length; i++) {
      for (int j = 0; j < d; j++) {
        mean[j] += weight[i] * draws[i][j] / n;
      }
    }
    double[][] covariance = new double[d][d];
    double[] r = new double[d];
    for (int i = 0; i < draws.length; i++) {
      for (int j = 0; weight[i] > 0 && j < d; j++) {
        r[j] = draws[i][j] - mean[j];
        double scaled = weight[i] * r[j] / (n - 1);
        for (int k = 0; k <= j; k++) {
          covariance[j][k] += scaled * r[k];
        }
      }
    }
    for (int j = 0; j < d; j++) {
      for (int k = 0; k < j; k++) {
        covariance[k][j] = covariance[j][k];
      }
    }
    return new Moments(n, mean, covariance, lower(covariance));
  }

  /** Moments of draws that count once each. */
  static Moments of(double[][] draws) {
    int[] once = new int[draws.length];
    Arrays.fill(once, 1);
    return of(draws, once);
  }

  /** ln |S|. */
  double logDeterminant() {
    double sum = 0;
    for (int j = 0; j < factor.length; j++) {
      sum += 2 * Math.log(factor[j][j]);
    }
    return sum;
  }

  /** xᵀ S⁻¹ x. */
  double quadratic(double[] x) {
    double sum = 0;
    double[] z = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      double rest = x[j];
      for (int k = 0; k < j; k++) {
        rest -= factor[j][k] * z[k];
      }
      z[j] = rest / factor[j][j];
      sum += z[j] * z[j];
    }
    return sum;
  }

  /** tr(S⁻¹ S_p): the quadratic form over the columns of the other's factor. */
  double trace(Moments other) {
    double sum = 0;
    int d = mean.length;
    for (int column = 0; column < d; column++) {
      double[] x = new double[d];
      for (int j = column; j < d; j++) {
        x[j] = other.factor[j][column];
      }
      sum += quadratic(x);
    }
    return sum;
  }

  private static double[][] lower(double[][] covariance) {
    int d = covariance.length;
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(d, true);
    Checks.that(
        cholesky.decompose(new DMatrixRMaj(covariance)),
        "GaussianFitKl: draws must vary in every direction, got a singular covariance of %s"
            + " parameters",
        d);
    DMatrixRMaj t = cholesky.getT(null);
    double[][] factor = new double[d][d];
    for (int j = 0; j < d; j++) {
      for (int k = 0; k <= j; k++) {
        factor[j][k] = t.get(j, k);
      }
    }
    return factor;
  }
}
