package org.lethe.examples.flights;

import org.lethe.core.data.Table;
import org.lethe.core.posterior.GaussianPosterior;

/**
 * The predictive law of each delay under q(u) = N(m, S): N(a·m, aᵀS a + own² + noise²).
 *
 * @param mean [rows]
 * @param variance [rows]
 */
@SuppressWarnings("ArrayRecordComponent") // made and read in this package, never changed
record DelayPredictions(double[] mean, double[] variance) {

  /** Of rows of features. */
  static DelayPredictions of(GaussianPosterior q, Table rows, double noise) {
    double[] m = q.mean();
    double[][] s = q.covariance();
    double[][] a = new double[m.length][];
    for (int j = 0; j < a.length; j++) {
      a[j] = rows.column("a" + j);
    }
    double[] own = rows.column(FeatureRows.OWN);
    double[] mean = new double[rows.size()];
    double[] variance = new double[rows.size()];
    for (int i = 0; i < mean.length; i++) {
      variance[i] = own[i] * own[i] + noise * noise;
      for (int j = 0; j < m.length; j++) {
        mean[i] += a[j][i] * m[j];
        double product = 0;
        for (int k = 0; k < m.length; k++) {
          product += s[j][k] * a[k][i];
        }
        variance[i] += a[j][i] * product;
      }
    }
    return new DelayPredictions(mean, variance);
  }

  /** Mean KL(these ‖ others) over the rows, in nats. */
  double kl(DelayPredictions others) {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      double ratio = variance[i] / others.variance[i];
      double apart = mean[i] - others.mean[i];
      sum += 0.5 * (ratio - 1 - Math.log(ratio) + apart * apart / others.variance[i]);
    }
    return sum / mean.length;
  }
}
