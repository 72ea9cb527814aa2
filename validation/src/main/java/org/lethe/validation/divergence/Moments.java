package org.lethe.validation.divergence;

import java.util.Arrays;

/** Mean [d] and unbiased covariance of n draws. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Moments(int n, double[] mean, Spd covariance) {

  /**
   * Moments of draws, each of which counts as often as its weight says.
   *
   * @throws IllegalArgumentException if the covariance is singular
   */
  static Moments of(double[][] draws, int[] weight) {
    int d = draws[0].length;
    int n = Arrays.stream(weight).sum();
    double[] mean = new double[d];
    for (int i = 0; i < draws.length; i++) {
      for (int j = 0; j < d; j++) {
        mean[j] += weight[i] * draws[i][j] / n;
      }
    }
    double[][] covariance = new double[d][d];
    double[] r = new double[d];
    for (int i = 0; i < draws.length; i++) {
      for (int j = 0; weight[i] > 0 && j < d; j++) {
        r[j] = draws[i][j] - mean[j];
        double scaled = weight[i] * r[j] / (n - 1);
        for (int k = 0; k <= j; k++) {
          covariance[j][k] += scaled * r[k];
          covariance[k][j] = covariance[j][k];
        }
      }
    }
    return new Moments(n, mean, Spd.of("GaussianFitKl", covariance));
  }

  /** Moments of draws that count once each. */
  static Moments of(double[][] draws) {
    int[] once = new int[draws.length];
    Arrays.fill(once, 1);
    return of(draws, once);
  }
}
