package org.lethe.core.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lethe.core.data.Table;

/**
 * Expressions of columns alone, one number a row each, whose values a table gives before anything
 * is unknown. What is computed of columns is compiled once, together.
 */
public final class RowValues {

  private final List<Expr> expressions;
  private final List<Program> computed;

  private RowValues(List<Expr> expressions) {
    this.expressions = List.copyOf(expressions);
    List<Expr> outputs = expressions.stream().filter(e -> !(e instanceof Node.Columns)).toList();
    computed = outputs.isEmpty() ? List.of() : List.of(Program.of(List.of(), outputs));
  }

  /** Of expressions that are {@link #known} and of shape [rows]. */
  public static RowValues of(List<Expr> expressions) {
    return new RowValues(expressions);
  }

  /** Whether the rows of a table are enough to know it, one at a time. */
  public static boolean known(Expr e) {
    return e.shape().rows()
        && Graph.topological(List.of(e)).stream()
            .allMatch(
                node ->
                    node instanceof Node.Apply
                        ? node.shape().rows()
                            || Graph.args(node).stream().noneMatch(arg -> arg.shape().rows())
                        : node instanceof Node.Columns
                            || node instanceof Node.Constant
                            || node instanceof Node.Ones);
  }

  /** The columns that an expression is made of. */
  public List<String> columns(int i) {
    return List.copyOf(Reads.of(expressions.get(i)).columns());
  }

  /** Whether an expression is a column as it stands. */
  public boolean plain(int i) {
    return expressions.get(i) instanceof Node.Columns;
  }

  /** Their values in all rows of a table, [expressions × rows]. */
  public double[][] values(Table rows) {
    int n = rows.size();
    double[] all = new double[0];
    for (Program program : n == 0 ? List.<Program>of() : computed) {
      try (Program.Executor run = program.on(Device.cpu(1), Precision.DOUBLE)) {
        run.rows(rows, new int[0], new double[0], 0, n);
        all = new double[run.outputSize()];
        run.call(new double[0], all);
      }
    }
    List<double[]> values = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < expressions.size(); i++) {
      values.add(
          plain(i) ? rows.column(columns(i).get(0)) : Arrays.copyOfRange(all, from, from + n));
      from += plain(i) ? 0 : n;
    }
    return values.toArray(double[][]::new);
  }
}
