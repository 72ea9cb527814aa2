package org.lethe.core.data;

import java.util.Locale;

/**
 * Argument checks, worded as name, argument, rule, value: {@code Normal: sd must be positive and
 * finite, got NaN}. Each returns the value that it checked.
 */
public final class Checks {
  private Checks() {}

  /** Requires a finite number. */
  public static double finite(String name, String argument, double value) {
    if (!Double.isFinite(value)) {
      throw refuse(name, argument, "be finite", value);
    }
    return value;
  }

  /** Requires a positive, finite number. */
  public static double positiveFinite(String name, String argument, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw refuse(name, argument, "be positive and finite", value);
    }
    return value;
  }

  /** Requires a positive whole number. */
  public static int positive(String name, String argument, int value) {
    if (value <= 0) {
      throw refuse(name, argument, "be positive", value);
    }
    return value;
  }

  /** Requires {@code low ≤ value ≤ high}. */
  public static double inRange(
      String name, String argument, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw refuse(name, argument, "be between " + low + " and " + high, value);
    }
    return value;
  }

  /**
   * Requires a condition.
   *
   * @param format the whole message, for {@link String#format(String, Object...)}
   * @throws IllegalArgumentException with the formatted message if the condition is false
   */
  public static void that(boolean condition, String format, Object... arguments) {
    if (!condition) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, format, arguments));
    }
  }

  private static IllegalArgumentException refuse(
      String name, String argument, String rule, Object value) {
    return new IllegalArgumentException(
        name + ": " + argument + " must " + rule + ", got " + value);
  }
}
