package org.lethe.inference.energy;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/** The Cholesky factor of a symmetric matrix. */
public final class LowerFactor {

  private LowerFactor() {}

  /**
   * The lower triangular L [d × d] with L Lᵀ = {@code symmetric}; empty where the matrix is not
   * positive definite to working precision, or not finite.
   */
  public static Optional<double[][]> of(DMatrixRMaj symmetric) {
    int d = symmetric.numRows;
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(d, true);
    if (!cholesky.decompose(symmetric.copy())) {
      return Optional.empty();
    }
    DMatrixRMaj lower = cholesky.getT(null);
    double[][] out = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        out[i][j] = lower.get(i, j);
        if (!Double.isFinite(out[i][j])) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(out);
  }
}
