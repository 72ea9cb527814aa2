package org.lethe.examples.gp;

import java.util.Arrays;

/**
 * How well rows that were not learned are predicted.
 *
 * @param error the fraction put into the wrong class; in a regression √ of the mean squared error
 * @param logScore mean log p(y | x) a row, in nats
 */
record Score(double error, double logScore) {

  /** Of probabilities of class 1. */
  static Score ofClasses(double[] probability, double[] label, double[] logScore) {
    double wrong = 0;
    for (int i = 0; i < label.length; i++) {
      wrong += (probability[i] > 0.5) == (label[i] == 1) ? 0 : 1;
    }
    return new Score(wrong / label.length, mean(logScore));
  }

  /** Of means. */
  static Score ofNumbers(double[] mean, double[] y, double[] logScore) {
    double squares = 0;
    for (int i = 0; i < y.length; i++) {
      squares += (y[i] - mean[i]) * (y[i] - mean[i]);
    }
    return new Score(Math.sqrt(squares / y.length), mean(logScore));
  }

  private static double mean(double[] x) {
    return Arrays.stream(x).average().orElseThrow();
  }
}
