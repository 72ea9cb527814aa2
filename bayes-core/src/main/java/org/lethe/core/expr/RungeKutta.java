package org.lethe.core.expr;

import java.util.function.BinaryOperator;
import org.lethe.core.data.Checks;

/**
 * Solutions of z′ = f(t, z) by the classical Runge–Kutta method, with so many equal steps between
 * one time and the next. The global error is O(h⁴) in the step h: to judge it, double the steps and
 * compare. There is no error control, so a stiff equation needs steps below its fastest time scale;
 * in return the solution is a smooth function of everything that f reads, and so is its gradient.
 */
public final class RungeKutta {

  private RungeKutta() {}

  /**
   * z at the given times.
   *
   * <pre>{@code
   * Expr z = RungeKutta.solve(start, 0, times, 20, (t, s) -> s.times(rate).negate());
   * m.observe("y", Normal.of(z.gather(m.column("time_index")).at(0), sigma));
   * }</pre>
   *
   * @param start z at time {@code from}, of any shape without rows
   * @param from finite
   * @param times at least one, finite and increasing, the first after {@code from}
   * @param steps between one time and the next
   * @param slope f(t, z), of the shape of the start; t is a scalar
   * @return [times × …]
   * @throws IllegalArgumentException unless times are finite and increase, and there is at least
   *     one of them and one step
   * @throws ShapeException unless the slope keeps the shape of the start
   */
  public static Expr solve(
      Expr start, double from, double[] times, int steps, BinaryOperator<Expr> slope) {
    Checks.that(steps >= 1, "RungeKutta: steps must be at least 1, got %d", steps);
    Checks.that(times.length > 0, "RungeKutta: times must be at least one, got none");
    Checks.finite("RungeKutta", "from", from);
    int n = times.length;
    double[][] grid = new double[n * steps][2];
    double[] ends = new double[n];
    for (int i = 0; i < n; i++) {
      double before = i == 0 ? from : times[i - 1];
      Checks.finite("RungeKutta", "times", times[i]);
      Checks.that(
          times[i] > before,
          "RungeKutta: times must increase from %s, got %s after %s",
          from,
          times[i],
          before);
      double h = (times[i] - before) / steps;
      for (int k = 0; k < steps; k++) {
        grid[i * steps + k] = new double[] {before + k * h, h};
      }
      ends[i] = (i + 1) * steps - 1;
    }
    Expr path = Expr.scan(start, Expr.constant(grid), (z, g) -> step(z, g.at(0), g.at(1), slope));
    return path.gather(Expr.vector(ends));
  }

  private static Expr step(Expr z, Expr t, Expr h, BinaryOperator<Expr> slope) {
    Expr half = h.times(0.5);
    Expr k1 = slope.apply(t, z);
    Expr k2 = slope.apply(t.plus(half), z.plus(k1.times(half)));
    Expr k3 = slope.apply(t.plus(half), z.plus(k2.times(half)));
    Expr k4 = slope.apply(t.plus(h), z.plus(k3.times(h)));
    return z.plus(k1.plus(k2.plus(k3).times(2)).plus(k4).times(h).over(6));
  }
}
