package org.lethe.unlearning.reversekl;

import java.util.List;

/**
 * Weighted moments of draws.
 *
 * @param mean E[z] [d]
 * @param second E[z zᵀ] [d × d]
 */
@SuppressWarnings("ArrayRecordComponent") // numbers handed over whole; compared by nobody
record Moments(double[] mean, double[][] second) {

  /** Of draws {@code z} [S × d], end to end, under weights that sum to 1. */
  static Moments of(double[] z, double[] weights, int d) {
    double[] mean = new double[d];
    double[][] second = new double[d][d];
    for (int s = 0; s < weights.length; s++) {
      for (int i = 0; i < d; i++) {
        double wz = weights[s] * z[s * d + i];
        mean[i] += wz;
        for (int j = 0; j <= i; j++) {
          second[i][j] += wz * z[s * d + j];
        }
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        second[j][i] = second[i][j];
      }
    }
    return new Moments(mean, second);
  }

  /** The mean over batches. */
  static Moments average(List<Moments> batches) {
    int d = batches.get(0).mean.length;
    double[] mean = new double[d];
    double[][] second = new double[d][d];
    for (Moments batch : batches) {
      for (int i = 0; i < d; i++) {
        mean[i] += batch.mean[i] / batches.size();
        for (int j = 0; j < d; j++) {
          second[i][j] += batch.second[i][j] / batches.size();
        }
      }
    }
    return new Moments(mean, second);
  }

  /** E[z zᵀ] − E[z] E[z]ᵀ. */
  double[][] covariance() {
    int d = mean.length;
    double[][] out = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        out[i][j] = second[i][j] - mean[i] * mean[j];
      }
    }
    return out;
  }
}
