package org.lethe.inference.svi;

import java.util.Arrays;

/**
 * The energy along an optimisation, one mean for each window of {@code every} steps.
 *
 * @param every steps a window
 * @param energies one for each whole window, the negative ELBO for SVI
 */
@SuppressWarnings("ArrayRecordComponent") // a view of a result, never compared
public record Trace(int every, double[] energies) {

  private static final double NEGLIGIBLE_NATS = 0.05;
  private static final double SIGMAS = 3;

  /**
   * By how much the energy fell from the third quarter of the windows to the last, when that is
   * more than 0.05 nats and more than three of its standard errors; otherwise 0. NaN with fewer
   * than eight windows, which tell nothing.
   */
  public double stillFalling() {
    int n = energies.length;
    if (n < 8) {
      return Double.NaN;
    }
    double[] third = Arrays.copyOfRange(energies, n / 2, n - n / 4);
    double[] last = Arrays.copyOfRange(energies, n - n / 4, n);
    double fall = mean(third) - mean(last);
    double error = Math.sqrt(errorSquared(third) + errorSquared(last));
    return fall > Math.max(NEGLIGIBLE_NATS, SIGMAS * error) ? fall : 0;
  }

  private static double mean(double[] x) {
    return Arrays.stream(x).average().orElseThrow();
  }

  /** Of the mean, from successive differences, which a trend hardly moves. */
  private static double errorSquared(double[] x) {
    double sum = 0;
    for (int i = 1; i < x.length; i++) {
      sum += (x[i] - x[i - 1]) * (x[i] - x[i - 1]);
    }
    return sum / (2.0 * (x.length - 1) * x.length);
  }
}
