package org.lethe.validation.benchmark;

import java.util.Arrays;
import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Table;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * Two interleaved half circles with noise, as scikit-learn's {@code make_moons} makes them: label 0
 * (cos t, sin t), label 1 (1 − cos t, ½ − sin t), t evenly from 0 to π, plus N(0, noise²).
 */
final class MoonData {
  private static final double NOISE = 0.2;
  private static final int ARC = 1000; // points for integrals along half a circle

  private MoonData() {}

  /** So many rows x1, x2, label, labels in turn; different sets are independent. */
  static Table of(int rows, int set, long seed) {
    Checks.that(rows >= 4, "MoonData: rows must be at least 4, got %d", rows);
    double[] x1 = new double[rows];
    double[] x2 = new double[rows];
    double[] label = new double[rows];
    RandomStream random = RandomStream.of(seed).stream(set);
    random.at(0, Purpose.SIMULATION).gaussians(x1, 0, rows);
    random.at(1, Purpose.SIMULATION).gaussians(x2, 0, rows);
    int each = (rows + 1) / 2;
    for (int i = 0; i < rows; i++) {
      label[i] = i % 2;
      double t = Math.PI * (i / 2) / (each - 1);
      x1[i] = NOISE * x1[i] + (label[i] == 0 ? Math.cos(t) : 1 - Math.cos(t));
      x2[i] = NOISE * x2[i] + (label[i] == 0 ? Math.sin(t) : 0.5 - Math.sin(t));
    }
    return Table.of(Map.of("x1", x1, "x2", x2, "label", label));
  }

  /**
   * The mean of log p(label | x1, x2) under the law that made rows, t as uniform: no classifier
   * scores higher but by luck.
   */
  static double scoreOfLaw(Table table) {
    double[] x1 = table.column("x1");
    double[] x2 = table.column("x2");
    double[] label = table.column("label");
    double sum = 0;
    for (int i = 0; i < label.length; i++) {
      double one = logDensity(1 - x1[i], 0.5 - x2[i]);
      double other = logDensity(x1[i], x2[i]);
      sum -= Math.log1p(Math.exp(label[i] == 1 ? other - one : one - other));
    }
    return sum / label.length;
  }

  /** Log density of a point about the half circle (cos t, sin t), but for a constant. */
  private static double logDensity(double a, double b) {
    double[] log = new double[ARC];
    for (int k = 0; k < ARC; k++) {
      double t = Math.PI * (k + 0.5) / ARC;
      double d = Math.hypot(a - Math.cos(t), b - Math.sin(t)) / NOISE;
      log[k] = -d * d / 2;
    }
    double most = Arrays.stream(log).max().orElseThrow();
    return most + Math.log(Arrays.stream(log).map(l -> Math.exp(l - most)).sum());
  }
}
