package org.lethe.inference.svi;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Frame;

/**
 * Coordinates in which the Laplace approximation N(mode, H⁻¹) is the standard normal, or, for a
 * mean-field family, those of N(mode, 1/diag H), the best mean-field normal for a Gaussian target.
 */
final class LaplaceFrame {

  private static final double FLATTEST = 1e-8;

  private LaplaceFrame() {}

  static Frame of(Family family, ModeSearch.Mode mode) {
    double[] scale = new double[mode.theta().length];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = 1 / Math.sqrt(Math.max(Math.abs(mode.hessian()[i][i]), FLATTEST));
    }
    boolean dense = family.equals(Family.fullRank()) && mode.found();
    return dense ? dense(mode, scale) : Frame.diagonal(mode.theta(), scale);
  }

  /**
   * H⁻¹ = S C⁻¹ S with C = S H S of unit diagonal, so that C⁻¹ is as well conditioned as can be.
   */
  private static Frame dense(ModeSearch.Mode mode, double[] scale) {
    int d = scale.length;
    DMatrixRMaj correlation = new DMatrixRMaj(d, d);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        correlation.set(i, j, mode.hessian()[i][j] * scale[i] * scale[j]);
      }
    }
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(d, true);
    if (!CommonOps_DDRM.invert(correlation) || !cholesky.decompose(correlation)) {
      return Frame.diagonal(mode.theta(), scale);
    }
    DMatrixRMaj lower = cholesky.getT(null);
    double[][] factor = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        factor[i][j] = scale[i] * lower.get(i, j);
      }
    }
    boolean finite =
        Arrays.stream(factor).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
    return finite ? Frame.lower(mode.theta(), factor) : Frame.diagonal(mode.theta(), scale);
  }
}
