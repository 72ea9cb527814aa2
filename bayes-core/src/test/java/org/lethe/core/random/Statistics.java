package org.lethe.core.random;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/** The tests that random numbers are put to. */
final class Statistics {
  private Statistics() {}

  /** How probable counts at least as uneven are when all cells are equally probable. */
  static double chiSquaredPValue(long[] counts) {
    double expected = Arrays.stream(counts).sum() / (double) counts.length;
    double statistic = 0;
    for (long count : counts) {
      statistic += (count - expected) * (count - expected) / expected;
    }
    return 1 - new ChiSquaredDistribution(counts.length - 1).cumulativeProbability(statistic);
  }

  /** √n times the largest distance between the empirical distribution and the supposed one. */
  static double kolmogorovSmirnov(double[] sample, DoubleUnaryOperator cdf) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double distance = 0;
    for (int i = 0; i < n; i++) {
      double p = cdf.applyAsDouble(sorted[i]);
      distance = Math.max(distance, Math.max(p - i / (double) n, (i + 1) / (double) n - p));
    }
    return Math.sqrt(n) * distance;
  }

  /** What √n·D exceeds with this probability: P(√n D &gt; x) ≤ 2 exp(−2x²) (Massart 1990). */
  static double kolmogorovSmirnovLimit(double falseAlarms) {
    return Math.sqrt(-0.5 * Math.log(falseAlarms / 2));
  }
}
