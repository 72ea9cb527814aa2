package org.lethe.core.expr;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lethe.core.data.Table;

/**
 * A position that each row gives to {@link Expr#gather}, made of columns alone.
 *
 * @param index one number a row
 * @param groups how many there are of what is gathered
 */
public record IndexColumns(Expr index, int groups) {

  /** All that an expression reads. */
  public static Set<IndexColumns> of(Expr root) {
    Set<IndexColumns> found = new LinkedHashSet<>();
    for (Expr e : Graph.topological(List.of(root))) {
      if (e instanceof Node.Apply a && a.op() == Gather.GATHER && ofRows(a.args().get(1))) {
        found.add(new IndexColumns(a.args().get(1), a.args().get(0).shape().dim(0)));
      }
    }
    return found;
  }

  /** Whether the rows of a table are enough to know it, one at a time. */
  private static boolean ofRows(Expr index) {
    return index.shape().rows()
        && Graph.topological(List.of(index)).stream()
            .allMatch(
                e ->
                    e instanceof Node.Apply
                        ? e.shape().rows()
                            || Graph.args(e).stream().noneMatch(arg -> arg.shape().rows())
                        : e instanceof Node.Columns
                            || e instanceof Node.Constant
                            || e instanceof Node.Ones);
  }

  /** Whether it is a column as it stands. */
  public boolean plain() {
    return index instanceof Node.Columns;
  }

  /** The columns it is made of. */
  public List<String> columns() {
    return index instanceof Node.Columns c ? c.names() : program().columns();
  }

  /** In each row of a table. */
  public double[] values(Table rows) {
    if (index instanceof Node.Columns c) {
      return rows.column(c.names().get(0));
    }
    double[] out = new double[rows.size()];
    if (out.length > 0) {
      try (Program.Executor run = program().on(Device.cpu(1), Precision.DOUBLE)) {
        run.rows(rows, new int[0], new double[0], 0, rows.size());
        run.call(new double[0], out);
      }
    }
    return out;
  }

  private Program program() {
    return Program.of(List.of(), List.of(index));
  }

  /**
   * What explains numbers that are no positions among so many: that they count from 1; empty where
   * they do not.
   */
  public static String hint(double[] index, int groups) {
    double least = groups;
    double most = 0;
    for (double i : index) {
      if (i != Math.rint(i)) {
        return "";
      }
      least = Math.min(least, i);
      most = Math.max(most, i);
    }
    return least >= 1 && most == groups ? "; these count from 1: subtract 1, as by minus(1)" : "";
  }
}
