package org.lethe.inference.conjugate;

import java.util.Arrays;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.NegativeBinomial;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Program;
import org.lethe.core.posterior.Prediction;

/** The same negative binomial law for every row. */
record CountPrediction(Table rows, String response, double alpha, double beta)
    implements Prediction {

  @Override
  public double[] mean() {
    double[] mean = new double[rows.size()];
    Arrays.fill(mean, alpha / beta);
    return mean;
  }

  @Override
  public double[][] probabilities() {
    throw new UnsupportedOperationException(
        "Prediction: probabilities() needs a response with a list of levels, but "
            + response
            + " is a count; use mean() or logScore()");
  }

  @Override
  public double[] logScore() {
    Expr y = Expr.vector(rows.column(response));
    return Program.value(NegativeBinomial.alphaBeta(alpha, beta).logDensity(y));
  }
}
