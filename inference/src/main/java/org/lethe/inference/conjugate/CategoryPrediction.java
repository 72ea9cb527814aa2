package org.lethe.inference.conjugate;

import java.util.Arrays;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Prediction;

/** The same probabilities of the levels for every row. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record CategoryPrediction(Table rows, String response, double[] levels) implements Prediction {

  @Override
  public double[] mean() {
    throw new UnsupportedOperationException(
        "Prediction: the response " + response + " has no single mean; use probabilities()");
  }

  @Override
  public double[][] probabilities() {
    double[][] out = new double[rows.size()][];
    Arrays.setAll(out, i -> levels.clone());
    return out;
  }

  @Override
  public double[] logScore() {
    return Arrays.stream(rows.column(response)).map(y -> Math.log(levels[(int) y])).toArray();
  }
}
