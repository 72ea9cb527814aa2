package org.lethe.unlearning;

import java.util.Locale;
import org.lethe.inference.run.NumericalException;

/**
 * No posterior exists: what is forgotten weighs more than the posterior can give, so that the
 * objective falls without end along some direction ("catastrophic unlearning").
 */
public final class UnboundedObjectiveException extends NumericalException {

  private static final long serialVersionUID = 1L;

  private final double eigenvalue;

  /**
   * @param method the method that refuses
   * @param eigenvalue the smallest of Λ_q − Σ_{D_e} ∇²h, which is not positive
   */
  public UnboundedObjectiveException(String method, double eigenvalue) {
    super(
        String.format(
            Locale.ROOT,
            "%s: the objective is unbounded: the precision of the posterior less the curvature of"
                + " the edited rows must be positive definite, and its smallest eigenvalue is %.6g;"
                + " forget from a full-rank fit, forget fewer rows, or use a gate",
            method,
            eigenvalue));
    this.eigenvalue = eigenvalue;
  }

  /** The eigenvalue, in units of the inverse square of the parameters. */
  public double eigenvalue() {
    return eigenvalue;
  }
}
