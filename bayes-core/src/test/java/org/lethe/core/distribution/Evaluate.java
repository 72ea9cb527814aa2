package org.lethe.core.distribution;

import java.util.List;
import java.util.Optional;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;

/** Numbers out of expressions. */
public final class Evaluate {

  private static final int[] ALL = {};
  private static final double[] ONES = {};

  private Evaluate() {}

  /** The value of an expression without inputs and rows. */
  public static double[] constant(Expr e) {
    return run(Program.of(List.of(), List.of(e)), new double[0], Optional.empty());
  }

  /** The value at one input. */
  public static double[] at(Expr e, Expr input, double[] x) {
    return run(Program.of(List.of(input), List.of(e)), x, Optional.empty());
  }

  /** The value at one input over all rows of a table. */
  public static double[] at(Expr e, Expr input, double[] x, Table rows) {
    return run(Program.of(List.of(input), List.of(e)), x, Optional.of(rows));
  }

  static double[] run(Program program, double[] in, Optional<Table> rows) {
    try (Program.Executor run = program.on(Device.cpu(1), Precision.DOUBLE)) {
      rows.ifPresent(table -> run.rows(table, ALL, ONES, 0, table.size()));
      double[] out = new double[run.outputSize()];
      run.call(in, out);
      return out;
    }
  }
}
