package org.lethe.inference.conjugate;

import java.util.Arrays;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Prediction;

/** The same odds α : β for every row. */
record BernoulliPrediction(Table rows, String response, double alpha, double beta)
    implements Prediction {

  @Override
  public double[] mean() {
    double[] mean = new double[rows.size()];
    Arrays.fill(mean, alpha / (alpha + beta));
    return mean;
  }

  @Override
  public double[][] probabilities() {
    double[][] out = new double[rows.size()][];
    Arrays.setAll(out, i -> new double[] {beta / (alpha + beta), alpha / (alpha + beta)});
    return out;
  }

  @Override
  public double[] logScore() {
    return Arrays.stream(rows.column(response))
        .map(y -> Math.log((y == 1 ? alpha : beta) / (alpha + beta)))
        .toArray();
  }
}
