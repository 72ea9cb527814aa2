package org.lethe.unlearning;

import java.util.Locale;
import org.lethe.inference.run.NumericalException;

/** An optimisation ran so far away from the posterior it started from that no optimum is near. */
public final class DivergedException extends NumericalException {

  private static final long serialVersionUID = 1L;

  /**
   * From a method that may be gated.
   *
   * @param method the method that diverged
   * @param what what ran away, with its size
   */
  public DivergedException(String method, String what) {
    this(
        method,
        what,
        "use a gate with a larger lambda (a smaller mass), or forget fewer rows at once");
  }

  /**
   * With a remedy of the method's own.
   *
   * @param method the method that diverged
   * @param what what ran away, with its size
   * @param remedy what to try next
   */
  public DivergedException(String method, String what, String remedy) {
    super(String.format(Locale.ROOT, "%s: diverged: %s; %s", method, what, remedy));
  }
}
