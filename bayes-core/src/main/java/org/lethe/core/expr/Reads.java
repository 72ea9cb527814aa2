package org.lethe.core.expr;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an expression is made of.
 *
 * @param columns of the table, in the order in which they are met
 * @param rows whether there is a value for each row anywhere in it
 * @param sumsRows whether it sums over rows
 * @param inputs those that it depends on
 */
public record Reads(Set<String> columns, boolean rows, boolean sumsRows, Set<Expr> inputs) {

  /** Of one expression. */
  public static Reads of(Expr e) {
    return of(List.of(e));
  }

  /** Whether there is a value for each row anywhere in an expression, told without a walk. */
  public static boolean rows(Expr e) {
    return ((Node) e).origins().rows();
  }

  /** Whether an expression sums over rows, told without a walk. */
  public static boolean sumsRows(Expr e) {
    return ((Node) e).origins().sumsRows();
  }

  /** Of several expressions together, in one walk. */
  public static Reads of(List<Expr> all) {
    Set<String> columns = new LinkedHashSet<>();
    Set<Expr> inputs = new LinkedHashSet<>();
    boolean rows = false;
    boolean sums = false;
    for (Expr node : Graph.topological(all)) {
      rows |= ((Node) node).origins().rows();
      sums |= ((Node) node).origins().sumsRows();
      if (node instanceof Node.Columns c) {
        columns.addAll(c.names());
      } else if (node instanceof Node.Input) {
        inputs.add(node);
      }
    }
    return new Reads(columns, rows, sums, inputs);
  }
}
