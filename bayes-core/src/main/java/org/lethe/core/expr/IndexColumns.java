package org.lethe.core.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lethe.core.data.Table;

/**
 * The positions that each row gives to {@link Expr#gather}, where they are made of columns alone.
 * What is computed of columns is compiled once, together.
 */
public final class IndexColumns {

  /**
   * One of them.
   *
   * @param columns that it is made of
   * @param plain whether it is a column as it stands
   * @param groups how many there are of what is gathered
   */
  public record Index(List<String> columns, boolean plain, int groups) {}

  private record Found(Expr index, int groups) {}

  private final List<Index> indices = new ArrayList<>();
  private final List<Program> computed;

  private IndexColumns(Set<Found> found) {
    List<Expr> outputs = new ArrayList<>();
    for (Found f : found) {
      boolean plain = f.index instanceof Node.Columns;
      indices.add(new Index(columns(f.index), plain, f.groups));
      if (!plain) {
        outputs.add(f.index);
      }
    }
    computed = outputs.isEmpty() ? List.of() : List.of(Program.of(List.of(), outputs));
  }

  /** All that an expression reads. */
  public static IndexColumns of(Expr root) {
    Set<Found> found = new LinkedHashSet<>();
    for (Expr e : Graph.topological(List.of(root))) {
      if (e instanceof Node.Apply a && a.op() == Gather.GATHER && ofRows(a.args().get(1))) {
        found.add(new Found(a.args().get(1), a.args().get(0).shape().dim(0)));
      }
    }
    return new IndexColumns(found);
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

  private static List<String> columns(Expr index) {
    Set<String> names = new LinkedHashSet<>();
    for (Expr e : Graph.topological(List.of(index))) {
      if (e instanceof Node.Columns c) {
        names.addAll(c.names());
      }
    }
    return List.copyOf(names);
  }

  /** In the order of the expression. */
  public List<Index> indices() {
    return List.copyOf(indices);
  }

  /** Their values in all rows of a table, [indices × rows]. */
  public double[][] values(Table rows) {
    int n = rows.size();
    double[][] values = new double[indices.size()][];
    double[] all = new double[0];
    for (Program program : n == 0 ? List.<Program>of() : computed) {
      try (Program.Executor run = program.on(Device.cpu(1), Precision.DOUBLE)) {
        run.rows(rows, new int[0], new double[0], 0, n);
        all = new double[run.outputSize()];
        run.call(new double[0], all);
      }
    }
    int from = 0;
    for (int i = 0; i < values.length; i++) {
      boolean plain = indices.get(i).plain();
      values[i] =
          plain
              ? rows.column(indices.get(i).columns().get(0))
              : Arrays.copyOfRange(all, from, from + n);
      from += plain ? 0 : n;
    }
    return values;
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
