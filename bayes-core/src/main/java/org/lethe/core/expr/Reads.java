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
    Set<String> columns = new LinkedHashSet<>();
    Set<Expr> inputs = new LinkedHashSet<>();
    boolean rows = false;
    boolean sums = false;
    for (Expr node : Graph.topological(List.of(e))) {
      rows |= node.shape().rows();
      sums |= node instanceof Node.Apply a && a.op().reducesRows();
      if (node instanceof Node.Columns c) {
        columns.addAll(c.names());
      } else if (node instanceof Node.Input) {
        inputs.add(node);
      }
    }
    return new Reads(columns, rows, sums, inputs);
  }
}
