package org.lethe.inference.hmc;

import java.util.Arrays;

/** Which mass matrices are adapted. */
enum Mass {
  /** One variance a coordinate. */
  DIAGONAL,
  /** All covariances: d² work a step, for strong correlations in few dimensions. */
  DENSE;

  /** The unit matrix, before anything is known. */
  Metric unit(int d) {
    double[] ones = new double[d];
    Arrays.fill(ones, 1);
    return new DiagonalMetric(ones);
  }

  /** Hands over a metric in d dimensions; a dense one that is not adapted yet as zeros. */
  Metric exchange(Metric present, int d, ChainState state) {
    if (this == DIAGONAL) {
      double[] variance = present.inverseMass();
      state.numbers(variance);
      return new DiagonalMetric(variance);
    }
    double[][] covariance = new double[d][d];
    for (int i = 0; i < d; i++) {
      if (present instanceof DenseMetric dense) {
        System.arraycopy(dense.covariance()[i], 0, covariance[i], 0, d);
      }
      state.numbers(covariance[i]);
    }
    return DenseMetric.of(covariance).orElseGet(() -> unit(d));
  }

  /** An empty estimate. */
  MassEstimate estimate(int d) {
    return new MassEstimate(d, this == DENSE);
  }
}
