package org.lethe.core.expr;

import java.util.List;
import java.util.Map;
import org.lethe.core.data.Table;

/** Runs an expression once, for tests. */
public final class Evaluate {

  private Evaluate() {}

  /** The value of an expression without inputs and rows. */
  public static double[] constant(Expr y) {
    return at(y, Expr.input("unused"), 0);
  }

  /** The value at one input. */
  public static double[] at(Expr y, Expr x, double... values) {
    return rows(y, x, Table.of(Map.of()), values);
  }

  /** The value at one input over all rows of a table. */
  public static double[] rows(Expr y, Expr x, Table rows, double... values) {
    Program program = Program.of(List.of(x), List.of(y));
    try (Program.Executor run = program.on(Device.cpu(1), Precision.DOUBLE)) {
      run.rows(rows, new int[0], new double[0], 0, rows.size());
      double[] out = new double[run.outputSize()];
      run.call(values, out);
      return out;
    }
  }
}
