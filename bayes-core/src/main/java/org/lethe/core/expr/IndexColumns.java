package org.lethe.core.expr;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lethe.core.data.Table;

/**
 * The positions that each row gives to {@link Expr#gather}, where they are made of columns alone.
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
  private final RowValues values;

  private IndexColumns(Set<Found> found) {
    values = RowValues.of(found.stream().map(Found::index).toList());
    int i = 0;
    for (Found f : found) {
      indices.add(new Index(values.columns(i), values.plain(i), f.groups));
      i++;
    }
  }

  /** All that an expression reads. */
  public static IndexColumns of(Expr root) {
    Set<Found> found = new LinkedHashSet<>();
    for (Expr e : Graph.topological(List.of(root))) {
      boolean gathers = e instanceof Node.Apply a && a.op() == Gather.GATHER;
      if (gathers && RowValues.known(Graph.args(e).get(1))) {
        found.add(new Found(Graph.args(e).get(1), Graph.args(e).get(0).shape().dim(0)));
      }
    }
    return new IndexColumns(found);
  }

  /** In the order of the expression. */
  public List<Index> indices() {
    return List.copyOf(indices);
  }

  /** Their values in all rows of a table, [indices × rows]. */
  public double[][] values(Table rows) {
    return values.values(rows);
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
