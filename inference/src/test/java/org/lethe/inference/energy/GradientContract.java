package org.lethe.inference.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.lethe.core.random.RandomStream;

/**
 * Value, gradient and Hessian product of an energy must belong to one function at fixed noise.
 * Central differences with h = 1e−4 err by h²/6 times a third derivative (about 1e−9 here of
 * numbers of order 10 to 1000) and by rounding, 1e−16·|F|/h, about 1e−9.
 */
public final class GradientContract {

  private static final double H = 1e-4;
  private static final double RELATIVE = 2e-6;

  private GradientContract() {}

  public static void check(EnergyFunction energy, double[] at, Batch batch, RandomStream noise) {
    checkGradient(energy, at, batch, noise, x -> energy.value(x, 0.7, batch, noise));
    checkProduct(energy, at, batch, noise);
    checkSlopes(energy, at, batch, noise);
  }

  /** The gradient alone, and a difference of two. */
  private static void checkSlopes(
      EnergyFunction energy, double[] at, Batch batch, RandomStream noise) {
    int n = energy.dimension();
    double[] gradient = new double[n];
    double[] slope = new double[n];
    energy.gradient(at, 0.7, batch, noise, gradient);
    energy.slope(at, 0.7, batch, noise, slope);
    double[] anchor = Models.point(n, 93);
    double[] there = new double[n];
    double[] difference = new double[n];
    energy.slope(anchor, 0.7, batch, noise, there);
    energy.slopeDifference(at, anchor, 0.7, batch, noise, difference);
    for (int i = 0; i < n; i++) {
      double size = 1 + Math.abs(gradient[i]) + Math.abs(there[i]);
      assertThat(slope[i]).isCloseTo(gradient[i], within(1e-12 * size));
      assertThat(difference[i]).isCloseTo(slope[i] - there[i], within(1e-11 * size));
    }
  }

  /** ⟨u, Jᵀv⟩ against the change of ⟨gradient, v⟩ along u. */
  static void checkProduct(EnergyFunction energy, double[] at, Batch batch, RandomStream noise) {
    int n = energy.dimension();
    double[] u = Models.point(n, 91);
    double[] v = Models.point(n, 92);
    double[] product = new double[n];
    energy.hessianVector(at, 0.7, batch, noise, v, product);
    double[] ahead = new double[n];
    double[] behind = new double[n];
    energy.gradient(moved(at, u, H), 0.7, batch, noise, ahead);
    energy.gradient(moved(at, u, -H), 0.7, batch, noise, behind);
    double expected = (dot(ahead, v) - dot(behind, v)) / (2 * H);
    assertThat(dot(u, product)).isCloseTo(expected, within(RELATIVE * (1 + Math.abs(expected))));
  }

  /** The gradient against a value, which under sticking the landing holds a copy of λ fixed. */
  static void checkGradient(
      EnergyFunction energy,
      double[] at,
      Batch batch,
      RandomStream noise,
      ToDoubleFunction<double[]> value) {
    int n = energy.dimension();
    double[] gradient = new double[n];
    double f = energy.gradient(at, 0.7, batch, noise, gradient);
    assertThat(f).isCloseTo(value.applyAsDouble(at), within(1e-12 * (1 + Math.abs(f))));
    for (int i = 0; i < n; i++) {
      double[] unit = new double[n];
      unit[i] = 1;
      double expected =
          (value.applyAsDouble(moved(at, unit, H)) - value.applyAsDouble(moved(at, unit, -H)))
              / (2 * H);
      assertThat(gradient[i])
          .as("component %d", i)
          .isCloseTo(expected, within(RELATIVE * (1 + Math.abs(expected))));
    }
  }

  private static double[] moved(double[] x, double[] direction, double by) {
    double[] out = x.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] += by * direction[i];
    }
    return out;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
