package org.lethe.validation.divergence;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.lethe.core.data.Checks;

/** A symmetric positive definite matrix S = LLᵀ [d × d], by its factor. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Spd(double[][] factor) {

  /**
   * Factors a matrix, of which the lower triangle is read.
   *
   * @param name for the message
   * @throws IllegalArgumentException if it is not positive definite
   */
  static Spd of(String name, double[][] matrix) {
    int d = matrix.length;
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(d, true);
    Checks.that(
        cholesky.decompose(new DMatrixRMaj(matrix)),
        "%s: covariance must be positive definite, got a singular one of %s parameters",
        name,
        d);
    DMatrixRMaj t = cholesky.getT(new DMatrixRMaj(d, d));
    double[][] factor = new double[d][d];
    for (int j = 0; j < d; j++) {
      for (int k = 0; k <= j; k++) {
        factor[j][k] = t.get(j, k);
      }
    }
    return new Spd(factor);
  }

  /** ln |S|. */
  double logDeterminant() {
    double sum = 0;
    for (int j = 0; j < factor.length; j++) {
      sum += 2 * Math.log(factor[j][j]);
    }
    return sum;
  }

  /** (x − y)ᵀ S⁻¹ (x − y). */
  double distance(double[] x, double[] y) {
    double[] gap = new double[x.length];
    for (int j = 0; j < gap.length; j++) {
      gap[j] = x[j] - y[j];
    }
    return quadratic(gap);
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

  /** tr(S⁻¹ P): the quadratic form over the columns of the other's factor. */
  double trace(Spd other) {
    double sum = 0;
    int d = factor.length;
    for (int column = 0; column < d; column++) {
      double[] x = new double[d];
      for (int j = column; j < d; j++) {
        x[j] = other.factor[j][column];
      }
      sum += quadratic(x);
    }
    return sum;
  }
}
