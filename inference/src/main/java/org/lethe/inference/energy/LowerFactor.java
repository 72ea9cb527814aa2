package org.lethe.inference.energy;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.lethe.inference.run.NumericalException;

/** The lower triangular L with L Lᵀ = a symmetric positive definite matrix. */
final class LowerFactor {

  private LowerFactor() {}

  static double[][] of(double[][] matrix) {
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky =
        DecompositionFactory_DDRM.chol(matrix.length, true);
    if (!cholesky.decompose(new DMatrixRMaj(matrix))) {
      throw new NumericalException(
          "Cholesky: covariance must be positive definite, and this one is not");
    }
    DMatrixRMaj lower = cholesky.getT(null);
    double[][] out = new double[matrix.length][matrix.length];
    for (int i = 0; i < out.length; i++) {
      for (int j = 0; j <= i; j++) {
        out[i][j] = lower.get(i, j);
      }
    }
    return out;
  }
}
