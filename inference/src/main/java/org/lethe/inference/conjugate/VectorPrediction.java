package org.lethe.inference.conjugate;

import java.util.List;
import org.apache.commons.math3.special.Gamma;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Prediction;

/**
 * The same multivariate Student law for every row: x = location + factor·t.
 *
 * @param rows what was asked about
 * @param columns the observed ones, k
 * @param location [k]
 * @param factor lower triangular [k × k]
 * @param freedom of t
 */
@SuppressWarnings("ArrayRecordComponent") // inside this room only; never compared
record VectorPrediction(
    Table rows, List<String> columns, double[] location, double[][] factor, double freedom)
    implements Prediction {

  @Override
  public double[] mean() {
    throw new UnsupportedOperationException(
        "Prediction: the response "
            + String.join(", ", columns)
            + " has no single mean; use logScore()");
  }

  @Override
  public double[][] probabilities() {
    throw new UnsupportedOperationException(
        "Prediction: "
            + String.join(", ", columns)
            + " are numbers and have no levels; ask for logScore()");
  }

  @Override
  public double[] logScore() {
    int k = location.length;
    double[][] x = columns.stream().map(rows::column).toArray(double[][]::new);
    double constant =
        Gamma.logGamma((freedom + k) / 2)
            - Gamma.logGamma(freedom / 2)
            - 0.5 * k * Math.log(freedom * Math.PI);
    for (int i = 0; i < k; i++) {
      constant -= Math.log(factor[i][i]);
    }
    double[] out = new double[rows.size()];
    double[] shift = new double[k];
    for (int row = 0; row < out.length; row++) {
      for (int i = 0; i < k; i++) {
        shift[i] = x[i][row] - location[i];
      }
      double square = LinearAlgebra.square(LinearAlgebra.solve(factor, shift));
      out[row] = constant - (freedom + k) / 2 * Math.log1p(square / freedom);
    }
    return out;
  }
}
