package org.lethe.validation.attack;

import java.util.Arrays;
import org.lethe.core.data.Checks;
import org.lethe.validation.divergence.Estimate;
import org.lethe.validation.divergence.Interval;

/**
 * The area under the ROC curve, P(X &gt; Y) + ½ P(X = Y), of a score that is meant to be larger for
 * X, with the interval of DeLong, DeLong and Clarke-Pearson (1988). Where the samples do not
 * overlap, their variance is zero and says nothing; the bound of k successes in k trials stands in,
 * k being the size of the smaller sample.
 */
public final class Auc {
  private Auc() {}

  /**
   * Over all pairs.
   *
   * @param x scores of the rows that the attack looks for, at least 2
   * @param y scores of the others, at least 2
   */
  public static Estimate of(double[] x, double[] y) {
    Checks.that(
        x.length >= 2 && y.length >= 2,
        "Auc: each sample must have at least 2 scores, got %s and %s",
        x.length,
        y.length);
    double[] placementX = placements(x, y);
    double[] placementY = Arrays.stream(placements(y, x)).map(p -> 1 - p).toArray();
    double auc = mean(placementX);
    int smaller = Math.min(x.length, y.length);
    double furthest = 1 - Math.pow(0.025, 1.0 / smaller);
    if (auc == 1) {
      return new Estimate(1, new Interval(1 - furthest, 1, 0.95), "no overlap");
    }
    if (auc == 0) {
      return new Estimate(0, new Interval(0, furthest, 0.95), "no overlap");
    }
    double sd = Math.sqrt(variance(placementX) / x.length + variance(placementY) / y.length);
    Interval wide = Interval.around(auc, sd);
    return new Estimate(
        auc,
        new Interval(Math.max(0, wide.low()), Math.min(1, wide.high()), wide.level()),
        "DeLong interval");
  }

  /** For each a the fraction of b below it, ties counting half. */
  private static double[] placements(double[] a, double[] b) {
    double[] sorted = b.clone();
    Arrays.sort(sorted);
    double[] out = new double[a.length];
    Arrays.setAll(out, i -> (below(sorted, a[i], false) + below(sorted, a[i], true)) / 2.0);
    Arrays.setAll(out, i -> out[i] / b.length);
    return out;
  }

  /** How many sorted values are less than, or with {@code orEqual} at most, the given one. */
  private static int below(double[] sorted, double value, boolean orEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean left = orEqual ? sorted[middle] <= value : sorted[middle] < value;
      if (left) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }
}
