package org.lethe.validation.divergence;

import org.lethe.core.data.Checks;

/**
 * Where a number may lie, given how it was computed.
 *
 * @param low the lower end; may be −∞
 * @param high the upper end; may be ∞
 * @param level the probability with which intervals made this way cover the true value, in (0, 1]
 */
public record Interval(double low, double high, double level) {
  private static final double NORMAL_975 = 1.959963984540054;

  /** Throws {@link IllegalArgumentException} unless low ≤ high and 0 &lt; level ≤ 1. */
  public Interval {
    Checks.that(low <= high, "Interval: low must be at most high, got %s and %s", low, high);
    Checks.that(level > 0 && level <= 1, "Interval: level must be in (0, 1], got %s", level);
  }

  /** A number without error: [value, value] at level 1. */
  public static Interval exactly(double value) {
    return new Interval(value, value, 1);
  }

  /** value ± 1.96 sd, at level 0.95; without error where sd is 0. */
  public static Interval around(double value, double sd) {
    Checks.that(sd >= 0, "Interval.around: sd must be at least 0, got %s", sd);
    if (sd == 0 || Double.isInfinite(value)) {
      return exactly(value);
    }
    return new Interval(value - NORMAL_975 * sd, value + NORMAL_975 * sd, 0.95);
  }

  /** Whether the value lies between the ends or on one. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Whether both ends are the same. */
  public boolean isExact() {
    return low == high;
  }
}
