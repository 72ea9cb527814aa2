package org.lethe.core.posterior;

/** Thrown by {@code Fit.requireTrusted()}; the message lists the reasons, one a line. */
public final class UntrustedFitException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Verdict verdict;

  UntrustedFitException(String model, Verdict verdict) {
    super(
        String.format(
            "Fit: the fit of model %s is %s:%n  - %s",
            model, verdict.level(), String.join(String.format("%n  - "), verdict.reasons())));
    this.verdict = verdict;
  }

  /** The verdict that was not {@link Verdict.Level#TRUSTED}. */
  public Verdict verdict() {
    return verdict;
  }
}
