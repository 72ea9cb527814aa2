package org.lethe.core.posterior;

/**
 * Nodes and weights for E[f(z)], z ~ N(0, 1): the trapezoidal rule on 257 points of [−10, 10].
 *
 * <p>For integrands that are analytic in a strip of half-width a about the real line it errs by
 * about exp(−2πa/h), h = 10/128 (Trefethen and Weideman 2014, The exponentially convergent
 * trapezoidal rule, SIAM Review 56). A logistic response with a predictor of standard deviation s
 * has a = π/s: exact to rounding up to s = 7, to 1e−5 at s = 20, where 32 Gauss–Hermite points,
 * whose nodes spread as they grow, are off by a hundredth. A density of width w in z is integrated
 * to 1e−4 down to w = 0.05.
 */
final class NormalRule {
  static final int POINTS = 257;
  private static final double REACH = 10;

  private NormalRule() {}

  static double[] nodes() {
    double[] nodes = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      nodes[i] = REACH * (2.0 * i / (POINTS - 1) - 1);
    }
    return nodes;
  }

  static double[] weights() {
    double[] weights = nodes();
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      weights[i] = Math.exp(-weights[i] * weights[i] / 2);
      sum += weights[i];
    }
    for (int i = 0; i < POINTS; i++) {
      weights[i] /= sum;
    }
    return weights;
  }
}
