package org.lethe.core.posterior;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.lethe.core.data.Checks;

/**
 * The draws of one scalar, chain by chain, and what they tell of their own precision (Vehtari,
 * Gelman, Simpson, Carpenter and Bürkner 2021, Rank-normalization, folding, and localization: an
 * improved R̂ for assessing convergence of MCMC). Every chain is cut in two halves, so that a
 * single chain will do; with an odd length the middle draw is left out.
 */
public final class Chains {
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  /** Φ(−1) and Φ(1): an interval of one standard error. */
  private static final double[] ONE_SD = {0.1586553, 0.8413447};

  private final double[][] draws;
  private final double[][] halves;

  private Chains(double[][] draws) {
    this.draws = draws;
    this.halves = halves(draws);
  }

  /**
   * Chains of one length.
   *
   * @param draws [chains × draws], finite, at least four draws a chain; not copied
   * @throws IllegalArgumentException if they are not
   */
  public static Chains of(double[][] draws) {
    Checks.that(draws.length > 0, "Chains: there must be at least one chain, got 0");
    for (double[] chain : draws) {
      Checks.that(
          chain.length >= 4 && chain.length == draws[0].length,
          "Chains: chains must have one length of at least 4 draws, got %d",
          chain.length);
      for (double x : chain) {
        Checks.finite("Chains", "draw", x);
      }
    }
    return new Chains(draws);
  }

  /**
   * Of draws chain after chain.
   *
   * @param draws [chains · n]
   * @throws IllegalArgumentException as {@link #of(double[][])}
   */
  public static Chains of(double[] draws, int chains) {
    int n = draws.length / chains;
    double[][] cut = new double[chains][];
    Arrays.setAll(cut, c -> Arrays.copyOfRange(draws, c * n, (c + 1) * n));
    return of(cut);
  }

  /**
   * R̂, the larger of that of the rank-normalised half chains and of their folded distances from
   * the median: near 1 where all halves agree in location and spread, and doubtful above 1.01.
   */
  public double rHat() {
    double median = quantile(0.5);
    double[][] folded = map(halves, x -> Math.abs(x - median));
    return Math.max(rHat(normalScores(halves)), rHat(normalScores(folded)));
  }

  /** The effective number of draws in the bulk: that of the normal scores of the ranks. */
  public double bulkEss() {
    return EffectiveSize.of(normalScores(halves));
  }

  /** The effective number of draws in the tails: the smaller of those for the 5 and 95 % points. */
  public double tailEss() {
    return Math.min(quantileEss(0.05), quantileEss(0.95));
  }

  /** The standard error of the mean of all draws, by the effective size of the draws as such. */
  public double mcseMean() {
    return Math.sqrt(variance(all(draws)) / EffectiveSize.of(halves));
  }

  /**
   * The standard error of the standard deviation, by the delta method from that of the variance.
   */
  public double mcseSd() {
    double mean = mean(all(draws));
    double[][] squares = map(draws, x -> (x - mean) * (x - mean));
    double[] all = all(squares);
    double second = mean(all);
    double fourth = mean(Arrays.stream(all).map(x -> x * x).toArray());
    double ess = EffectiveSize.of(halves(squares));
    return second == 0 ? 0 : Math.sqrt((fourth - second * second) / ess / second / 4);
  }

  /**
   * The standard error of a quantile: half the distance between the order statistics at the ends of
   * a central 68 % interval of Beta(mp + 1, m(1 − p) + 1), m its effective size.
   *
   * @param p strictly between 0 and 1
   */
  public double mcseQuantile(double p) {
    double m = quantileEss(p);
    BetaDistribution law = new BetaDistribution(null, m * p + 1, m * (1 - p) + 1);
    double[] sorted = all(draws);
    Arrays.sort(sorted);
    double low = law.inverseCumulativeProbability(ONE_SD[0]) * sorted.length - 1;
    double high = law.inverseCumulativeProbability(ONE_SD[1]) * sorted.length - 1;
    int below = (int) Math.floor(Math.max(low, 0));
    int above = (int) Math.ceil(Math.min(high, sorted.length - 1));
    return (sorted[above] - sorted[below]) / 2;
  }

  /** The effective number of draws behind a quantile. */
  public double quantileEss(double p) {
    Checks.that(p > 0 && p < 1, "Chains: p must be between 0 and 1, got %s", p);
    double cut = quantile(p);
    return EffectiveSize.of(map(halves, x -> x <= cut ? 1 : 0));
  }

  private double quantile(double p) {
    double[] sorted = all(draws);
    Arrays.sort(sorted);
    return Quantity.quantile(sorted, p);
  }

  /** Φ⁻¹((r − 3/8)/(S + 1/4)), r the rank among all S draws, ties sharing their mean rank. */
  private static double[][] normalScores(double[][] chains) {
    double[] sorted = all(chains);
    Arrays.sort(sorted);
    return map(
        chains,
        x -> {
          int first = boundary(sorted, x, false);
          int last = boundary(sorted, x, true);
          double rank = (first + last + 1) / 2.0;
          return NORMAL.inverseCumulativeProbability((rank - 0.375) / (sorted.length + 0.25));
        });
  }

  /** How many numbers lie below x, or at most at it. */
  private static int boundary(double[] sorted, double x, boolean inclusive) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < x || (inclusive && sorted[middle] <= x)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double rHat(double[][] chains) {
    if (isConstant(chains)) {
      return 1;
    }
    double n = chains[0].length;
    double between = variance(means(chains));
    double within = mean(Arrays.stream(chains).mapToDouble(Chains::variance).toArray());
    return within == 0 ? Double.POSITIVE_INFINITY : Math.sqrt(between / within + (n - 1) / n);
  }

  private static double[][] halves(double[][] chains) {
    double[][] halves = new double[2 * chains.length][];
    for (int c = 0; c < chains.length; c++) {
      int n = chains[c].length;
      halves[2 * c] = Arrays.copyOf(chains[c], n / 2);
      halves[2 * c + 1] = Arrays.copyOfRange(chains[c], n - n / 2, n);
    }
    return halves;
  }

  static boolean isConstant(double[][] chains) {
    double first = chains[0][0];
    return Arrays.stream(chains).flatMapToDouble(DoubleStream::of).allMatch(x -> x == first);
  }

  static double[] means(double[][] chains) {
    return Arrays.stream(chains).mapToDouble(Chains::mean).toArray();
  }

  private static double mean(double[] x) {
    return Arrays.stream(x).average().orElseThrow();
  }

  /** With n − 1. */
  static double variance(double[] x) {
    double mean = mean(x);
    return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
  }

  private static double[] all(double[][] chains) {
    return Arrays.stream(chains).flatMapToDouble(DoubleStream::of).toArray();
  }

  private static double[][] map(double[][] chains, DoubleUnaryOperator f) {
    return Arrays.stream(chains)
        .map(chain -> Arrays.stream(chain).map(f).toArray())
        .toArray(double[][]::new);
  }
}
