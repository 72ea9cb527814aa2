package org.lethe.inference.energy;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
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

  /**
   * A lower triangular L with L Lᵀ = H⁻¹ = S C⁻¹ S, where C = S H S has a unit diagonal and so is
   * as well conditioned as can be; empty where H is not positive definite to working precision.
   */
  public static Optional<double[][]> ofInverse(double[][] h) {
    int d = h.length;
    double[] scale = new double[d];
    for (int i = 0; i < d; i++) {
      scale[i] = 1 / Math.sqrt(h[i][i]);
      if (!(scale[i] > 0) || Double.isInfinite(scale[i])) {
        return Optional.empty();
      }
    }
    DMatrixRMaj correlation = new DMatrixRMaj(d, d);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        correlation.set(i, j, h[i][j] * scale[i] * scale[j]);
      }
    }
    if (of(correlation).isEmpty() || !CommonOps_DDRM.invert(correlation)) {
      return Optional.empty();
    }
    Optional<double[][]> factor = of(correlation);
    factor.ifPresent(rows -> scaleRows(rows, scale));
    return factor;
  }

  private static void scaleRows(double[][] rows, double[] scale) {
    for (int i = 0; i < scale.length; i++) {
      for (int j = 0; j <= i; j++) {
        rows[i][j] *= scale[i];
      }
    }
  }
}
