package org.lethe.core.posterior;

/**
 * The posterior predictive distribution of n rows, in the order of the table that was given. Arrays
 * belong to the caller.
 */
public interface Prediction {
  /**
   * E[y | x] [n]; for a yes-or-no response the probability of level 1.
   *
   * @throws UnsupportedOperationException if the response has no mean, such as a category of three
   *     levels
   */
  double[] mean();

  /**
   * P(y = k | x) [n × K] for a response with K levels.
   *
   * @throws UnsupportedOperationException if the response has no finite list of levels
   */
  double[][] probabilities();

  /**
   * log p(y | x) [n] at the response that each row carries: the logarithm of the averaged density,
   * in nats.
   *
   * @throws org.lethe.core.data.DataException if the rows lack the response column, by its name
   */
  double[] logScore();
}
