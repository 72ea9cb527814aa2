package org.lethe.examples.experiment;

import java.util.Arrays;
import java.util.List;
import org.lethe.core.data.Checks;
import org.lethe.examples.text.Words;
import org.lethe.validation.divergence.Interval;

/**
 * The median of independent figures, with the interval between two of their order statistics that
 * holds the true median with a probability of at least 95 %: of n figures between the kth smallest
 * and the kth largest lies the median but with probability 2 P(Binomial(n, ½) &lt; k), whatever
 * they are distributed like.
 *
 * @param value the median
 * @param interval its interval; of fewer than six figures their range, at the level that this has
 */
record MedianOf(double value, Interval interval) {

  private static final double LEVEL = 0.95;

  static MedianOf of(List<Double> figures) {
    Checks.positive("MedianOf", "figures", figures.size());
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int n = sorted.length;
    double chance = Math.pow(0.5, n);
    double below = chance;
    int k = 1;
    while (true) {
      chance *= (n - k + 1.0) / k;
      if (2 * k >= n || 2 * (below + chance) > 1 - LEVEL) {
        break;
      }
      below += chance;
      k++;
    }
    double middle = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    double level = n == 1 ? 1 : 1 - 2 * below;
    return new MedianOf(middle, new Interval(sorted[k - 1], sorted[n - k], level));
  }

  static double median(double... figures) {
    return of(Arrays.stream(figures).boxed().toList()).value();
  }

  /** One figure alone has no interval to show. */
  @Override
  public String toString() {
    if (interval.low() == interval.high()) {
      return Words.number(value);
    }
    return Words.number(value)
        + ", median between "
        + Words.number(interval.low())
        + " and "
        + Words.number(interval.high())
        + " at "
        + Math.round(100 * interval.level())
        + " %";
  }
}
