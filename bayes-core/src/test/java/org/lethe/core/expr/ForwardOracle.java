package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hipparchus.analysis.differentiation.DSFactory;
import org.hipparchus.analysis.differentiation.DerivativeStructure;
import org.lethe.core.data.Table;

/**
 * Compares an expression with the same function written for Hipparchus' forward-mode numbers: its
 * values, gradient and whole Hessian, which both compute without differences.
 */
public final class ForwardOracle {

  private static final double TOLERANCE = 1e-11;

  private ForwardOracle() {}

  /** Elements of the result, computed naively on forward-mode numbers. */
  public interface Naive {
    DerivativeStructure[] apply(DerivativeStructure[] x);
  }

  /** Checks a function of one input of the given dimensions at a point, without rows. */
  static void check(Function<Expr, Expr> f, Naive naive, double[] at, int... dims) {
    check(f, Table.of(Map.of()), naive, at, dims);
  }

  /** Checks a function that may read rows of a table, and that sums over them itself. */
  public static void check(
      Function<Expr, Expr> f, Table rows, Naive naive, double[] at, int... dims) {
    int d = at.length;
    DSFactory factory = new DSFactory(d, 2);
    DerivativeStructure[] x = new DerivativeStructure[d];
    for (int j = 0; j < d; j++) {
      x[j] = factory.variable(j, at[j]);
    }
    DerivativeStructure[] y = naive.apply(x);
    Expr in = Expr.input("x", dims);
    Expr v = Expr.input("v", dims);
    Expr result = f.apply(in);
    assertThat(result.shape().size()).isEqualTo(y.length);
    Expr scalar = GradientContract.toScalar(result);
    DerivativeStructure total = factory.constant(0);
    for (int i = 0; i < y.length; i++) {
      total = total.add(y[i].multiply(1 + 0.7 * Math.sin(1.3 * i + 0.4)));
    }
    Program program =
        Program.of(
            List.of(in, v),
            List.of(result, Gradient.of(scalar, in).get(0), Gradient.hessianVector(scalar, in, v)));
    try (Program.Executor run = program.on(Device.cpu(1), Precision.DOUBLE)) {
      run.rows(rows, new int[0], new double[0], 0, rows.size());
      for (int j = 0; j < d; j++) {
        double[] point = new double[2 * d];
        System.arraycopy(at, 0, point, 0, d);
        point[d + j] = 1;
        double[] out = new double[y.length + 2 * d];
        run.call(point, out);
        for (int i = 0; i < y.length; i++) {
          close(out[i], y[i].getValue(), "value");
        }
        for (int k = 0; k < d; k++) {
          int[] first = new int[d];
          first[k] = 1;
          close(out[y.length + k], total.getPartialDerivative(first), "gradient");
          int[] second = new int[d];
          second[k]++;
          second[j]++;
          close(out[y.length + d + k], total.getPartialDerivative(second), "Hessian");
        }
      }
    }
  }

  private static void close(double actual, double expected, String what) {
    assertThat(actual).as(what).isCloseTo(expected, within(TOLERANCE * (1 + Math.abs(expected))));
  }
}
