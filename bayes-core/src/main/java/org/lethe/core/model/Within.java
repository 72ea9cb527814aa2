package org.lethe.core.model;

import java.util.Arrays;
import java.util.List;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;

/** Whether one support lies within another. */
final class Within {

  /** Values far out on both sides, and near 0. */
  private static final double[] PROBES = {-20, -3, -.1, 0, .7, 4, 20};

  private static final int SIZE = 3;

  private Within() {}

  /**
   * Whether values of {@code inner} lie in {@code outer}, number by number where the outer one is
   * of numbers. Seen from values across the inner support.
   */
  static boolean holds(Support inner, Support outer) {
    if (inner.equals(outer)) {
      return true;
    }
    if (!inner.continuous() || outer.rank() > 0) {
      return false;
    }
    Integer[] dims = new Integer[inner.rank()];
    Arrays.fill(dims, SIZE);
    int[] free = inner.freeDims(List.of(dims)).stream().mapToInt(Integer::intValue).toArray();
    Expr u = Expr.input("u", free);
    Program program = Program.of(List.of(u), List.of(inner.constrain(u)));
    double[] at = new double[u.shape().size()];
    double[] value = new double[(int) Math.pow(SIZE, inner.rank())];
    try (Program.Executor executor = program.on(Device.cpu(1), Precision.DOUBLE)) {
      for (double probe : PROBES) {
        Arrays.setAll(at, i -> i % 2 == 0 ? probe : -probe / 2);
        executor.call(at, value);
        if (!Arrays.stream(value).allMatch(outer::contains)) {
          return false;
        }
      }
    }
    return true;
  }
}
