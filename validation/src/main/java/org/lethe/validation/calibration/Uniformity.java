package org.lethe.validation.calibration;

import java.util.Arrays;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * Whether ranks are uniform on 0, 1, …, L.
 *
 * @param quantity whose ranks they are
 * @param ranks one a simulation
 * @param draws L
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Uniformity(String quantity, int[] ranks, int draws) {
  private static final double LEAST_EXPECTED = 10;

  /** Copies the ranks. */
  public Uniformity {
    ranks = ranks.clone();
  }

  @Override
  public int[] ranks() {
    return ranks.clone();
  }

  /**
   * How many ranks fall into each of some equal parts of 0 … L: as many as divide L + 1 by halving
   * and leave ten ranks or more expected in each.
   */
  public int[] histogram() {
    int bins = draws + 1;
    while (bins % 2 == 0 && ranks.length < LEAST_EXPECTED * bins) {
      bins /= 2;
    }
    int[] counts = new int[bins];
    for (int rank : ranks) {
      counts[rank * bins / (draws + 1)]++;
    }
    return counts;
  }

  /** The probability of a histogram as uneven as this one under uniform ranks, by chi-square. */
  public double chiSquare() {
    int[] counts = histogram();
    double expected = (double) ranks.length / counts.length;
    double sum = Arrays.stream(counts).mapToDouble(n -> (n - expected) * (n - expected)).sum();
    return 1
        - new ChiSquaredDistribution(null, counts.length - 1.0)
            .cumulativeProbability(sum / expected);
  }

  /** The empirical distribution function of the ranks less the uniform one, at 0 … L. */
  public double[] difference() {
    double[] out = new double[draws + 1];
    for (int rank : ranks) {
      out[rank] += 1.0 / ranks.length;
    }
    Arrays.parallelPrefix(out, Double::sum);
    for (int r = 0; r <= draws; r++) {
      out[r] -= (r + 1.0) / (draws + 1);
    }
    return out;
  }

  /**
   * A bound on the probability of a {@link #difference} as large as this one anywhere under uniform
   * ranks: 2e^(−2ND²) (Dvoretzky, Kiefer and Wolfowitz; Massart 1990).
   */
  public double ecdf() {
    double largest = Arrays.stream(difference()).map(Math::abs).max().orElseThrow();
    return Math.min(1, 2 * Math.exp(-2 * ranks.length * largest * largest));
  }

  /** How large a difference stays within a probability, for N ranks: √(ln(2/α)/2N). */
  public static double envelope(double falseAlarm, int ranks) {
    return Math.sqrt(Math.log(2 / falseAlarm) / (2 * ranks));
  }
}
