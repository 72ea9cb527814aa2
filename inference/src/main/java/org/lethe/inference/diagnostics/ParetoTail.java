package org.lethe.inference.diagnostics;

/**
 * A generalised Pareto distribution with density (1/σ)(1 + k x/σ)^(−1/k − 1), x &gt; 0, fitted by
 * the empirical Bayes estimate of Zhang and Stephens (2009), A new and efficient estimation method
 * for the generalized Pareto distribution.
 *
 * @param k shape; moments of order below 1/k exist
 * @param sigma scale
 */
public record ParetoTail(double k, double sigma) {

  private static final double PRIOR_SCALE = 3;
  private static final double PRIOR_ROWS = 10;
  private static final double PRIOR_SHAPE = 0.5;

  /**
   * The fit to exceedances, with the weak prior of Vehtari et al. (2024) that pulls k towards ½ as
   * ten exceedances would.
   *
   * @param sorted exceedances over the cut, ascending, the largest above 0
   * @throws IllegalArgumentException when there are fewer than 5 or the largest is not above 0
   */
  public static ParetoTail fit(double[] sorted) {
    int n = sorted.length;
    if (n < 5 || !(sorted[n - 1] > 0)) {
      throw new IllegalArgumentException(
          "ParetoTail: sorted must have 5 numbers or more and a positive last one, got " + n);
    }
    int candidates = 30 + (int) Math.sqrt(n);
    double quartile = firstPositive(sorted, (int) (n / 4.0 + 0.5) - 1);
    double[] theta = new double[candidates];
    double[] profile = new double[candidates];
    for (int j = 0; j < candidates; j++) {
      double spread = (1 - Math.sqrt(candidates / (j + 0.5))) / (PRIOR_SCALE * quartile);
      theta[j] = 1 / sorted[n - 1] + spread;
      double k = shape(theta[j], sorted);
      profile[j] = n * (Math.log(-theta[j] / k) - k - 1);
    }
    double mean = posteriorMean(theta, profile);
    double k = shape(mean, sorted);
    double shrunk = (n * k + PRIOR_ROWS * PRIOR_SHAPE) / (n + PRIOR_ROWS);
    return new ParetoTail(shrunk, -k / mean);
  }

  /** The quantile of probability p: σ((1 − p)^(−k) − 1)/k. */
  public double quantile(double p) {
    double survival = -Math.log1p(-p);
    return Math.abs(k) < 1e-12 ? sigma * survival : sigma * Math.expm1(k * survival) / k;
  }

  private static double shape(double theta, double[] sorted) {
    double sum = 0;
    for (double x : sorted) {
      sum += Math.log1p(-theta * x);
    }
    return sum / sorted.length;
  }

  private static double posteriorMean(double[] theta, double[] logWeight) {
    double top = Double.NEGATIVE_INFINITY;
    for (double w : logWeight) {
      top = w > top ? w : top;
    }
    double total = 0;
    double mean = 0;
    for (int j = 0; j < theta.length; j++) {
      double w = Double.isNaN(logWeight[j]) ? 0 : Math.exp(logWeight[j] - top);
      total += w;
      mean += w * theta[j];
    }
    return mean / total;
  }

  private static double firstPositive(double[] sorted, int from) {
    int i = Math.max(from, 0);
    while (!(sorted[i] > 0)) {
      i++;
    }
    return sorted[i];
  }
}
