package org.lethe.unlearning.bif;

import java.util.Locale;
import org.lethe.inference.run.NumericalException;

/** The Hessian of what an edit leaves is not positive definite: there is no minimum to step to. */
public final class IndefiniteCurvatureException extends NumericalException {

  private static final long serialVersionUID = 1L;

  private final double curvature;

  /**
   * @param curvature vᵀHv/vᵀv along a direction v where it is not positive, in units of the
   *     posterior's precision
   */
  public IndefiniteCurvatureException(double curvature) {
    super(
        String.format(
            Locale.ROOT,
            "Bif: the Hessian of the rows that stay must be positive definite, and is %.4g times"
                + " the posterior's precision along a direction; edit in smaller chunks, use"
                + " gaussNewton(), or state a damping above %.4g",
            curvature,
            -curvature));
    this.curvature = curvature;
  }

  /** The curvature, in units of the posterior's precision. */
  public double curvature() {
    return curvature;
  }
}
