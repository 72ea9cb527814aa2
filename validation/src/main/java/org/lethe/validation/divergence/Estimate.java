package org.lethe.validation.divergence;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.lethe.core.data.Checks;

/**
 * A number, where it may lie, and how it was found.
 *
 * @param value the best guess; may be ∞
 * @param interval its interval, from the computation only: it knows nothing of other data
 * @param how a few words, such as {@code closed form} or {@code 4000 draws}
 */
public record Estimate(double value, Interval interval, String how) {

  /** Throws {@link IllegalArgumentException} where the value is NaN or outside its interval. */
  public Estimate {
    Checks.that(
        interval.contains(value), "Estimate: value must lie in %s, got %s", interval, value);
  }

  /** A number without error. */
  public static Estimate exact(double value, String how) {
    return new Estimate(value, Interval.exactly(value), how);
  }

  /** value ± 1.96 sd. */
  public static Estimate around(double value, double sd, String how) {
    return new Estimate(value, Interval.around(value, sd), how);
  }

  /**
   * The mean of independent values of one expectation, with Student's interval at level 0.95.
   *
   * @param values at least 2
   */
  public static Estimate mean(double[] values, String how) {
    Checks.that(
        values.length >= 2, "Estimate.mean: values must be at least 2, got %s", values.length);
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    double error = Math.sqrt(squares / (values.length - 1) / values.length);
    double reach = new TDistribution(values.length - 1).inverseCumulativeProbability(0.975);
    if (error == 0 || Double.isInfinite(mean)) {
      return exact(mean, how);
    }
    return new Estimate(mean, new Interval(mean - reach * error, mean + reach * error, 0.95), how);
  }

  /** Whether the upper end of the interval is at most the threshold: the end decides. */
  public boolean isAtMost(double threshold) {
    return interval.high() <= threshold;
  }
}
