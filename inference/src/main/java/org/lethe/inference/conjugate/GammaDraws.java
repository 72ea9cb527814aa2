package org.lethe.inference.conjugate;

import org.lethe.core.data.Checks;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * Addressed draws of log g, g ~ Gamma(shape, 1), by the rejection method of Marsaglia and Tsang
 * (2000), ACM TOMS 26; below shape 1 by g = g′·U^(1/shape) with g′ ~ Gamma(shape + 1, 1).
 * Logarithms do not underflow at small shapes.
 */
final class GammaDraws {
  /** A trial is refused with probability below 0.05, so that all are with one below 1e−20. */
  private static final int TRIALS = 16;

  private GammaDraws() {}

  /** n draws; which ones depends on the stream and on {@code which}. */
  static double[] logarithms(double shape, int n, RandomStream random, int which) {
    Checks.positiveFinite("GammaDraws", "shape", shape);
    int purpose = Purpose.FREE + 2 * (random.purpose() + which);
    RandomStream normals = random.at(random.step(), purpose);
    RandomStream uniforms = random.at(random.step(), purpose + 1);
    double[] z = new double[n * TRIALS];
    double[] u = new double[n * (TRIALS + 1)];
    normals.gaussians(z, 0, z.length);
    uniforms.uniforms(u, 0, u.length);
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      double boost = shape < 1 ? Math.log(u[i * (TRIALS + 1) + TRIALS]) / shape : 0;
      out[i] = boost + one(shape < 1 ? shape + 1 : shape, z, u, i);
    }
    return out;
  }

  private static double one(double shape, double[] z, double[] u, int i) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    for (int trial = 0; trial < TRIALS; trial++) {
      double x = z[i * TRIALS + trial];
      double v = 1 + c * x;
      if (v > 0) {
        double cube = v * v * v;
        double bound = 0.5 * x * x + d - d * cube + d * Math.log(cube);
        if (Math.log(u[i * (TRIALS + 1) + trial]) < bound) {
          return Math.log(d * cube);
        }
      }
    }
    return Math.log(d);
  }
}
