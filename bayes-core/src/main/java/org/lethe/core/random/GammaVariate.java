package org.lethe.core.random;

/**
 * Logarithms of gamma variates by the rejection method of Marsaglia and Tsang (2000), ACM TOMS 26;
 * below shape 1 by g = g′·U^(1/shape) with g′ ~ Gamma(shape + 1, 1). Logarithms do not underflow at
 * small shapes.
 */
public final class GammaVariate {
  private GammaVariate() {}

  /** log g, g ~ Gamma(shape, 1), shape &gt; 0. */
  public static double logarithm(double shape, Uniforms random) {
    if (shape < 1) {
      return atLeastOne(shape + 1, random) + Math.log(random.next()) / shape;
    }
    return atLeastOne(shape, random);
  }

  /** log(b/(1 − b)), b ~ Beta(alpha, beta). */
  public static double betaLogit(double alpha, double beta, Uniforms random) {
    return logarithm(alpha, random) - logarithm(beta, random);
  }

  /** A trial is refused with probability below 0.05. */
  private static double atLeastOne(double shape, Uniforms random) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = NormalQuantile.of(random.next());
      double u = random.next();
      double v = 1 + c * x;
      if (v > 0) {
        double cube = v * v * v;
        if (Math.log(u) < 0.5 * x * x + d - d * cube + d * Math.log(cube)) {
          return Math.log(d) + Math.log(cube);
        }
      }
    }
  }
}
