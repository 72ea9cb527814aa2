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

  /** An empty estimate. */
  MassEstimate estimate(int d) {
    return new MassEstimate(d, this == DENSE);
  }
}
