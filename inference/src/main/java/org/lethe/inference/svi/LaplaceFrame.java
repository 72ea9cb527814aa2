package org.lethe.inference.svi;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Frame;
import org.lethe.inference.energy.LowerFactor;
import org.lethe.inference.laplace.Mode;
import org.lethe.inference.run.NumericalException;

/**
 * Coordinates in which the Laplace approximation N(mode, H⁻¹) is the standard normal, or, for a
 * mean-field family, the spread of N(mode, 1/diag H), the best mean-field normal for a Gaussian
 * target, and means along the axes of the Laplace approximation.
 */
final class LaplaceFrame {

  private static final double FLATTEST = 1e-8;

  private LaplaceFrame() {}

  static Frame of(Family family, Mode mode) {
    double[] scale = new double[mode.theta().length];
    for (int i = 0; i < scale.length; i++) {
      double curvature = mode.hessian()[i][i];
      if (!Double.isFinite(curvature)) {
        throw new NumericalException(
            "Svi: the curvature of the energy must be finite, got "
                + curvature
                + " for parameter "
                + i
                + "; use standardised columns, or a start of your own");
      }
      scale[i] = 1 / Math.sqrt(Math.max(Math.abs(curvature), FLATTEST));
    }
    Frame plain = Frame.diagonal(mode.theta(), scale);
    if (!mode.found()) {
      return plain;
    }
    boolean dense = family.equals(Family.fullRank());
    return inverseFactor(mode.hessian(), scale)
        .map(a -> dense ? Frame.lower(mode.theta(), a) : plain.meansAlong(a))
        .orElse(plain);
  }

  /**
   * A lower triangular A with A Aᵀ = H⁻¹ = S C⁻¹ S, where C = S H S has a unit diagonal and so is
   * as well conditioned as can be.
   */
  private static Optional<double[][]> inverseFactor(double[][] hessian, double[] scale) {
    int d = scale.length;
    DMatrixRMaj correlation = new DMatrixRMaj(d, d);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        correlation.set(i, j, hessian[i][j] * scale[i] * scale[j]);
      }
    }
    if (!CommonOps_DDRM.invert(correlation)) {
      return Optional.empty();
    }
    Optional<double[][]> factor = LowerFactor.of(correlation);
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
