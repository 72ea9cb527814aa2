package org.lethe.inference.svi;

import java.util.Optional;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Frame;
import org.lethe.inference.energy.LowerFactor;
import org.lethe.inference.laplace.Mode;
import org.lethe.inference.run.NumericalException;

/**
 * Coordinates in which the Laplace approximation N(mode, H⁻¹) is the standard normal, or, for a
 * mean-field family, the spread of N(mode, 1/diag H), the best mean-field normal for a Gaussian
 * target, and means along the axes of the Laplace approximation; and what stands in for them where
 * there is no mode.
 */
final class LaplaceFrame {

  private static final double FLATTEST = 1e-8;
  private static final double UNIT = 1;

  private LaplaceFrame() {}

  /** At a mode, or at a saddle in units of the curvature there. */
  static Frame of(Family<?> family, Mode mode) {
    Frame plain = scaled(mode.theta(), mode.hessian(), FLATTEST);
    if (!mode.found()) {
      return plain;
    }
    boolean dense = family.isDense();
    return LowerFactor.ofInverse(mode.hessian())
        .map(a -> dense ? Frame.lower(mode.theta(), a) : plain.meansAlong(a))
        .orElse(plain);
  }

  /**
   * Where the search ran away: units of the curvature at the start, at most 1. Out of the cusp that
   * the search ended in, no steps in units of the curvature there lead.
   */
  static Frame around(double[] start, double[][] hessian) {
    return scaled(start, hessian, UNIT);
  }

  private static Frame scaled(double[] centre, double[][] hessian, double flattest) {
    double[] scale = new double[centre.length];
    for (int i = 0; i < scale.length; i++) {
      double curvature = hessian[i][i];
      if (!Double.isFinite(curvature)) {
        throw new NumericalException(
            "Svi: the curvature of the energy must be finite, got "
                + curvature
                + " for parameter "
                + i
                + "; use standardised columns, or a start of your own");
      }
      scale[i] = 1 / Math.sqrt(Math.max(Math.abs(curvature), flattest));
    }
    return Frame.diagonal(centre, scale);
  }

  /** L [d × d] with A L Lᵀ Aᵀ = H⁻¹, A the spread of a frame; empty where there is no mode. */
  static Optional<double[][]> covariance(Frame frame, Mode mode) {
    return mode.found()
        ? LowerFactor.ofInverse(mode.hessian()).map(frame::within)
        : Optional.empty();
  }
}
