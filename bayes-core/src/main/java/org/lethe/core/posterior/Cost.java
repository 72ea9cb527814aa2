package org.lethe.core.posterior;

import org.lethe.core.data.Checks;

/**
 * What a result cost to compute. The counts compare methods on any machine; the seconds hold for
 * one machine only, and are no part of {@code Fit.id()}.
 *
 * @param seconds wall-clock time, in seconds
 * @param rowGradients how often the gradient of one row's term was evaluated
 * @param rowHessianProducts how often a Hessian-vector product of one row's term was evaluated
 */
public record Cost(double seconds, long rowGradients, long rowHessianProducts) {

  /** Throws {@link IllegalArgumentException} on negative or non-finite values. */
  public Cost {
    Checks.that(
        seconds >= 0 && Double.isFinite(seconds),
        "Cost: seconds must be finite and at least 0, got %s",
        seconds);
    Checks.that(rowGradients >= 0, "Cost: rowGradients must be at least 0, got %d", rowGradients);
    Checks.that(
        rowHessianProducts >= 0,
        "Cost: rowHessianProducts must be at least 0, got %d",
        rowHessianProducts);
  }

  /** Nothing spent. */
  public static Cost none() {
    return new Cost(0, 0, 0);
  }

  /** What both cost together. */
  public Cost plus(Cost other) {
    return new Cost(
        seconds + other.seconds,
        rowGradients + other.rowGradients,
        rowHessianProducts + other.rowHessianProducts);
  }
}
