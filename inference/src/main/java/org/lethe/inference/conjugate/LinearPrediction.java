package org.lethe.inference.conjugate;

import org.apache.commons.math3.special.Gamma;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Prediction;

/**
 * Responses y = location + scale·t with t standard normal, or Student with the given degrees of
 * freedom.
 *
 * @param rows what was asked about
 * @param response the observed column
 * @param location [n]
 * @param scale [n]
 * @param freedom ν, infinite for the normal distribution
 */
@SuppressWarnings("ArrayRecordComponent") // inside this room only; never compared
record LinearPrediction(
    Table rows, String response, double[] location, double[] scale, double freedom)
    implements Prediction {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  @Override
  public double[] mean() {
    return location.clone();
  }

  @Override
  public double[][] probabilities() {
    throw new UnsupportedOperationException(
        "Prediction: " + response + " is a number and has no levels; ask for mean() or logScore()");
  }

  @Override
  public double[] logScore() {
    double[] y = rows.column(response);
    double[] out = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      double z = (y[i] - location[i]) / scale[i];
      out[i] = logStandard(z) - Math.log(scale[i]);
    }
    return out;
  }

  private double logStandard(double z) {
    if (Double.isInfinite(freedom)) {
      return -0.5 * z * z - HALF_LOG_TWO_PI;
    }
    return Gamma.logGamma((freedom + 1) / 2)
        - Gamma.logGamma(freedom / 2)
        - 0.5 * Math.log(freedom * Math.PI)
        - (freedom + 1) / 2 * Math.log1p(z * z / freedom);
  }
}
