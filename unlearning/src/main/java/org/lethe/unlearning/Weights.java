package org.lethe.unlearning;

import java.util.Locale;
import org.lethe.inference.run.NumericalException;

/** Importance weights from their logarithms. */
public final class Weights {

  private Weights() {}

  /**
   * wᵢ = exp(rᵢ)/Σ exp(r), without overflow.
   *
   * @throws NumericalException when a ratio is NaN or +∞, or all are −∞: a row that the model holds
   *     impossible cannot be forgotten by weights
   */
  public static double[] normalised(double[] logRatios) {
    double top = Double.NEGATIVE_INFINITY;
    for (double r : logRatios) {
      if (Double.isNaN(r) || r == Double.POSITIVE_INFINITY) {
        throw broken(r);
      }
      top = Math.max(top, r);
    }
    if (top == Double.NEGATIVE_INFINITY) {
      throw broken(top);
    }
    double[] weights = new double[logRatios.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp(logRatios[i] - top);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private static NumericalException broken(double ratio) {
    return new NumericalException(
        String.format(
            Locale.ROOT,
            "Weights: the log-likelihood of the edited rows must be finite, and is %s at a draw of"
                + " the posterior; check these rows for values that the model holds impossible",
            ratio));
  }
}
