package org.lethe.core.expr;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Columns that an expression reads as positions, as {@link Expr#gather} does. */
public final class IndexColumns {

  private IndexColumns() {}

  /** By column how many there are of what is gathered, the least where there are several. */
  public static Map<String, Integer> of(Expr root) {
    Map<String, Integer> found = new TreeMap<>();
    for (Expr e : Graph.topological(List.of(root))) {
      if (e instanceof Node.Apply a
          && a.op() == Gather.GATHER
          && a.args().get(1) instanceof Node.Columns index) {
        found.merge(index.names().get(0), a.args().get(0).shape().dim(0), Math::min);
      }
    }
    return found;
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
