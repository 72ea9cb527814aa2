package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.lethe.core.data.Table;

/**
 * What every primitive, distribution and model must keep: its gradient equals central differences
 * of its value, and its Hessian-vector product central differences of its gradient. Five-point
 * differences with step h err by O(h⁴) + O(ε/h); with h = 1e-3 of the scale both stay below 1e-9.
 */
public final class GradientContract {

  private static final double STEP = 1e-3;
  private static final double TOLERANCE = 2e-8;

  private GradientContract() {}

  /** Checks a function of one input of the given dimensions at a point, without rows. */
  public static void check(Function<Expr, Expr> f, double[] at, int... dims) {
    check(f, Table.of(Map.of()), at, dims);
  }

  /**
   * Checks a function that may read rows of a table. Its result, of any shape, is weighted by fixed
   * irregular numbers and summed to a scalar.
   */
  public static void check(Function<Expr, Expr> f, Table rows, double[] at, int... dims) {
    Expr x = Expr.input("x", dims);
    Expr v = Expr.input("v", dims);
    Expr scalar = toScalar(f.apply(x));
    Expr gradient = Gradient.of(scalar, x).get(0);
    Expr product = Gradient.hessianVector(scalar, x, v);
    int d = at.length;
    assertThat(gradient.shape()).isEqualTo(x.shape());
    assertThat(product.shape()).isEqualTo(x.shape());
    Program program = Program.of(List.of(x, v), List.of(scalar, gradient, product));
    try (Program.Executor run = program.on(Device.cpu(1), Precision.DOUBLE)) {
      run.rows(rows, new int[0], new double[0], 0, rows.size());
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(17);
      double[] direction = random.doubles(d, -1, 1).toArray();
      double[] exact = new double[1 + 2 * d];
      run.call(join(at, direction), exact);
      double[] slope = differences(run, at, direction, d, 0, 1);
      double along = 0;
      double size = Math.abs(exact[0]);
      for (int j = 0; j < d; j++) {
        along += exact[1 + j] * direction[j];
        size += Math.abs(exact[1 + j]);
      }
      assertThat(along).as("gradient").isCloseTo(slope[0], within(TOLERANCE * (1 + size)));
      double[] curvature = differences(run, at, direction, d, 1, d);
      double scale = 1 + size;
      for (int j = 0; j < d; j++) {
        scale += Math.abs(curvature[j]);
      }
      for (int j = 0; j < d; j++) {
        assertThat(exact[1 + d + j])
            .as("Hessian product, element %d", j)
            .isCloseTo(curvature[j], within(TOLERANCE * scale));
      }
      for (int j = 0; j < d; j++) {
        double[] unit = new double[d];
        unit[j] = 1;
        double single = differences(run, at, unit, d, 0, 1)[0];
        assertThat(exact[1 + j])
            .as("gradient, element %d", j)
            .isCloseTo(single, within(TOLERANCE * (1 + size)));
      }
    }
  }

  /** Σ c∘y with fixed irregular weights c, and over rows if there are any. */
  static Expr toScalar(Expr y) {
    double[] c = new double[y.shape().size()];
    for (int i = 0; i < c.length; i++) {
      c[i] = 1 + 0.7 * Math.sin(1.3 * i + 0.4);
    }
    Expr weights =
        Expr.vector(c).reshape(y.shape().dims().stream().mapToInt(Integer::intValue).toArray());
    Expr sum = y.times(weights).sum();
    return y.shape().rows() ? sum.sumRows() : sum;
  }

  private static double[] differences(
      Program.Executor run, double[] at, double[] direction, int d, int from, int count) {
    double[] out = new double[count];
    double[] offsets = {-2, -1, 1, 2};
    double[] factors = {1, -8, 8, -1};
    double h = STEP;
    for (int k = 0; k < 4; k++) {
      double[] moved = at.clone();
      for (int j = 0; j < d; j++) {
        moved[j] += offsets[k] * h * direction[j];
      }
      double[] result = new double[1 + 2 * d];
      run.call(join(moved, direction), result);
      for (int i = 0; i < count; i++) {
        out[i] += factors[k] * result[from + i] / (12 * h);
      }
    }
    return out;
  }

  private static double[] join(double[] a, double[] b) {
    double[] out = new double[a.length + b.length];
    System.arraycopy(a, 0, out, 0, a.length);
    System.arraycopy(b, 0, out, a.length, b.length);
    return out;
  }
}
