package org.lethe.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Gradient;
import org.lethe.core.expr.Program;

/**
 * First and second derivatives against central differences, extrapolated once (Richardson), whose
 * error is of order h⁴ f⁽⁵⁾/30 + ε|f|/h: below 1e−8 of the scale for h = 1e−3 and the functions
 * here.
 */
public final class Derivatives {

  private static final double STEP = 1e-3;
  private static final double TOLERANCE = 1e-8;

  private Derivatives() {}

  /** Checks a scalar of one input; its row sum where it has rows. */
  public static void agree(Expr f, Expr input, double[] at, Optional<Table> rows) {
    Expr scalar = f.shape().rows() ? f.sumRows() : f;
    int d = at.length;
    Expr v = Expr.input("v", d);
    Expr gradient = Gradient.of(scalar, input).get(0);
    Program value = Program.of(List.of(input), List.of(scalar));
    Program slope = Program.of(List.of(input), List.of(gradient));
    Program curvature =
        Program.of(List.of(input, v), List.of(Gradient.hessianVector(scalar, input, v)));
    double[] g = Evaluate.run(slope, at, rows);
    for (int i = 0; i < d; i++) {
      double[] e = new double[d];
      e[i] = 1;
      double[] expected = difference(x -> Evaluate.run(value, x, rows), at, e);
      assertThat(g[i])
          .as("slope %d", i)
          .isCloseTo(expected[0], within(TOLERANCE * scale(g[i], expected[0])));
      double[] row = difference(x -> Evaluate.run(slope, x, rows), at, e);
      double[] product = Evaluate.run(curvature, join(at, e), rows);
      for (int j = 0; j < d; j++) {
        assertThat(product[j])
            .as("curvature %d %d", i, j)
            .isCloseTo(row[j], within(TOLERANCE * scale(row[j], g[i])));
      }
    }
  }

  /** (4 D(h/2) − D(h))/3 with D(h) = (f(x + hv) − f(x − hv))/2h. */
  public static double[] difference(UnaryOperator<double[]> f, double[] x, double[] v) {
    double[] wide = central(f, x, v, STEP);
    double[] narrow = central(f, x, v, STEP / 2);
    for (int i = 0; i < wide.length; i++) {
      narrow[i] = (4 * narrow[i] - wide[i]) / 3;
    }
    return narrow;
  }

  private static double[] central(UnaryOperator<double[]> f, double[] x, double[] v, double h) {
    double[] up = f.apply(shifted(x, v, h));
    double[] down = f.apply(shifted(x, v, -h));
    for (int i = 0; i < up.length; i++) {
      up[i] = (up[i] - down[i]) / (2 * h);
    }
    return up;
  }

  private static double[] shifted(double[] x, double[] v, double h) {
    double[] out = x.clone();
    for (int i = 0; i < x.length; i++) {
      out[i] += h * v[i];
    }
    return out;
  }

  private static double[] join(double[] a, double[] b) {
    double[] out = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, out, a.length, b.length);
    return out;
  }

  private static double scale(double a, double b) {
    return 1 + Math.abs(a) + Math.abs(b);
  }
}
