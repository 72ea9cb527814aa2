package org.lethe.inference.svi;

/**
 * Adam (Kingma and Ba 2015): x ← x − η m̂/(√v̂ + ε), with bias-corrected running means of the
 * gradient (β₁ = 0.9) and of its square (β₂ = 0.999). Allocates once.
 */
public final class Adam {

  private static final double BETA_1 = 0.9;

  /** From here on 1 − β₁ᵗ is 1 to the last bit. */
  private static final long FORGOTTEN = 400;

  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double[] mean;
  private final double[] square;

  /** At rest, for {@code dimension} numbers. */
  public Adam(int dimension) {
    mean = new double[dimension];
    square = new double[dimension];
  }

  /** Step t = 1, 2, … of size {@code rate} along {@code gradient}, in place. */
  public void step(long t, double rate, double[] gradient, double[] x) {
    // η m̂/(√v̂ + ε) with one division a number instead of three
    double far = t < FORGOTTEN ? rate / (1 - Math.pow(BETA_1, (double) t)) : rate;
    double root = 1 / Math.sqrt(1 - Math.pow(BETA_2, (double) t));
    for (int i = 0; i < x.length; i++) {
      mean[i] = BETA_1 * mean[i] + (1 - BETA_1) * gradient[i];
      square[i] = BETA_2 * square[i] + (1 - BETA_2) * gradient[i] * gradient[i];
      x[i] -= far * mean[i] / (root * Math.sqrt(square[i]) + EPSILON);
    }
  }

  double[] mean() {
    return mean;
  }

  double[] square() {
    return square;
  }
}
