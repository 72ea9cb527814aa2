package org.lethe.inference.diagnostics;

import java.util.Arrays;

/**
 * Pareto-smoothed importance sampling (Vehtari, Simpson, Gelman, Yao and Gabry 2024): the largest
 * weights are replaced by the quantiles of a generalised Pareto distribution fitted to them, whose
 * shape k̂ tells how far importance sampling can be trusted: below 0.7 the smoothed estimates are
 * reliable, above they are not.
 */
public final class Psis {

  /** k̂ above this is doubtful. */
  public static final double RELIABLE = 0.7;

  /**
   * With an effective fraction above this the weights are all but equal, and k̂ is the tail of a
   * speck: the χ² divergence is 0.01, and no mean is off by more than a tenth of its sd.
   */
  static final double ALL_BUT_EQUAL = 0.99;

  private static final double NO_SPREAD = 1e-9;

  private final double khat;
  private final double[] logWeights;

  private Psis(double khat, double[] logWeights) {
    this.khat = khat;
    this.logWeights = logWeights;
  }

  /**
   * Smooths log weights, known up to a constant.
   *
   * @param logRatios one a draw, at least 25; −∞ is a weight of 0
   * @throws IllegalArgumentException when there are fewer than 25, or one is NaN or +∞
   */
  public static Psis of(double[] logRatios) {
    int n = logRatios.length;
    if (n < 25) {
      throw new IllegalArgumentException("Psis: logRatios must have 25 or more, got " + n);
    }
    double top = Double.NEGATIVE_INFINITY;
    for (double r : logRatios) {
      if (Double.isNaN(r) || r == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "Psis: logRatios must be finite or negative infinity, got " + r);
      }
      top = Math.max(top, r);
    }
    if (top == Double.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException("Psis: logRatios must have one above negative infinity");
    }
    double[] shifted = new double[n];
    for (int i = 0; i < n; i++) {
      shifted[i] = logRatios[i] - top;
    }
    double khat = smoothTail(shifted);
    normalise(shifted);
    return new Psis(khat, shifted);
  }

  /**
   * The shape of the tail of the weights; −∞ when the largest weights are all alike, so that there
   * is no tail; +∞ when one weight is all there is.
   */
  public double khat() {
    return khat;
  }

  /** Whether k̂ is at most 0.7, or the weights all but equal. */
  public boolean isReliable() {
    return khat <= RELIABLE || ess() >= ALL_BUT_EQUAL * logWeights.length;
  }

  /** Smoothed log weights that sum to 1 in weight. */
  public double[] logWeights() {
    return logWeights.clone();
  }

  /** Smoothed weights that sum to 1. */
  public double[] weights() {
    return Arrays.stream(logWeights).map(Math::exp).toArray();
  }

  /** The effective sample size of the smoothed weights. */
  public double ess() {
    return ess(weights());
  }

  /** (Σw)²/Σw², between 1 and the number of weights. */
  public static double ess(double[] weights) {
    double sum = 0;
    double squares = 0;
    for (double w : weights) {
      sum += w;
      squares += w * w;
    }
    return sum * sum / squares;
  }

  private static double smoothTail(double[] shifted) {
    int n = shifted.length;
    int tail = (int) Math.ceil(Math.min(0.2 * n, 3 * Math.sqrt(n)));
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(shifted[a], shifted[b]));
    double cut = shifted[order[n - tail - 1]];
    if (-cut < NO_SPREAD) {
      return Double.NEGATIVE_INFINITY;
    }
    double base = Math.exp(cut);
    double[] excess = new double[tail];
    int positive = 0;
    for (int i = 0; i < tail; i++) {
      excess[i] = Math.exp(shifted[order[n - tail + i]]) - base;
      positive += excess[i] > 0 ? 1 : 0;
    }
    if (positive < 5) {
      return Double.POSITIVE_INFINITY;
    }
    ParetoTail fit = ParetoTail.fit(excess);
    for (int i = 0; i < tail; i++) {
      double smooth = Math.log(fit.quantile((i + 0.5) / tail) + base);
      shifted[order[n - tail + i]] = Math.min(smooth, 0);
    }
    return fit.k();
  }

  private static void normalise(double[] logWeights) {
    double sum = 0;
    for (double w : logWeights) {
      sum += Math.exp(w);
    }
    double log = Math.log(sum);
    for (int i = 0; i < logWeights.length; i++) {
      logWeights[i] -= log;
    }
  }
}
