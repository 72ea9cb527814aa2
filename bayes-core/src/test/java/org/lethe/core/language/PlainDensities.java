package org.lethe.core.language;

import static java.lang.Math.exp;
import static java.lang.Math.log;

import java.util.Arrays;
import java.util.function.BiFunction;
import org.apache.commons.math3.util.CombinatoricsUtils;

/** What log densities in plain Java share. */
final class PlainDensities {

  private PlainDensities() {}

  static double normal(double x, double mean, double sd) {
    double z = (x - mean) / sd;
    return -z * z / 2 - log(sd) - log(2 * Math.PI) / 2;
  }

  /** Of x &gt; 0. */
  static double halfCauchy(double x, double scale) {
    return log(2 / Math.PI) - log(scale) - Math.log1p(x * x / scale / scale);
  }

  static double inverseLogit(double x) {
    return 1 / (1 + exp(-x));
  }

  static double binomial(double k, double n, double p) {
    return CombinatoricsUtils.binomialCoefficientLog((int) n, (int) k)
        + k * log(p)
        + (n - k) * Math.log1p(-p);
  }

  static double bernoulli(double y, double p) {
    return y == 1 ? log(p) : Math.log1p(-p);
  }

  static double logSumExp(double... x) {
    double most = Arrays.stream(x).max().orElseThrow();
    return most + log(Arrays.stream(x).map(v -> exp(v - most)).sum());
  }

  /** The logarithms of a simplex from its isometric log-ratios. */
  static double[] logShares(double... u) {
    double[] z = new double[u.length + 1];
    for (int i = 1; i < z.length; i++) {
      double scale = u[i - 1] / Math.sqrt(i * (i + 1.0));
      for (int j = 0; j < i; j++) {
        z[j] += scale;
      }
      z[i] -= i * scale;
    }
    double total = logSumExp(z);
    return Arrays.stream(z).map(v -> v - total).toArray();
  }

  /** A step of the classical Runge–Kutta method for z′ = f(t, z). */
  static double[] runge(
      double t, double[] z, double h, BiFunction<Double, double[], double[]> slope) {
    double[] k1 = slope.apply(t, z);
    double[] k2 = slope.apply(t + h / 2, along(z, k1, h / 2));
    double[] k3 = slope.apply(t + h / 2, along(z, k2, h / 2));
    double[] k4 = slope.apply(t + h, along(z, k3, h));
    double[] out = z.clone();
    Arrays.setAll(out, i -> z[i] + h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]));
    return out;
  }

  private static double[] along(double[] z, double[] k, double h) {
    double[] out = z.clone();
    Arrays.setAll(out, i -> z[i] + h * k[i]);
    return out;
  }
}
