package org.lethe.unlearning.bif;

import java.util.Locale;
import org.lethe.inference.run.NumericalException;

/**
 * The Hessian of what an edit leaves is not positive definite, if need be with its damping: there
 * is no minimum to step to.
 */
public final class IndefiniteCurvatureException extends NumericalException {

  private static final long serialVersionUID = 1L;

  private final double curvature;

  /**
   * @param curvature vᵀHv/vᵀv along a direction v where it is not positive, with H as it is without
   *     a damping, in units of the posterior's precision
   */
  public IndefiniteCurvatureException(double curvature) {
    this(curvature, "edit in smaller chunks, or " + damping(curvature));
  }

  private IndefiniteCurvatureException(double curvature, String remedy) {
    super(
        String.format(
            Locale.ROOT,
            "Bif: the Hessian of the rows that stay must be positive definite, and is %.4g times"
                + " the posterior's precision along a direction; %s",
            curvature,
            remedy));
    this.curvature = curvature;
  }

  /** The same where Gauss–Newton is a way out. */
  IndefiniteCurvatureException withGaussNewton() {
    return because(
        new IndefiniteCurvatureException(
            curvature, "edit in smaller chunks, use gaussNewton(), or " + damping(curvature)));
  }

  /** The same for H where it was found in H + μI. */
  IndefiniteCurvatureException without(double mu) {
    return because(new IndefiniteCurvatureException(curvature - mu));
  }

  /** The same for a method without options. */
  IndefiniteCurvatureException withoutOptions() {
    return because(
        new IndefiniteCurvatureException(
            curvature, "edit fewer rows at once, use Bif.draws, or retrain"));
  }

  private IndefiniteCurvatureException because(IndefiniteCurvatureException e) {
    e.initCause(this);
    return e;
  }

  private static String damping(double curvature) {
    return String.format(Locale.ROOT, "state a damping above %.4g", -curvature);
  }

  /** The curvature of H itself, without a damping, in units of the posterior's precision. */
  public double curvature() {
    return curvature;
  }
}
