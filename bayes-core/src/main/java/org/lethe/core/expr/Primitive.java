package org.lethe.core.expr;

import java.util.List;

/**
 * An operation on arrays. Implementations are values: two that do the same are equal, which is how
 * shared subexpressions are found.
 */
interface Primitive {

  /** Its name with every parameter, unique among primitives; part of a program's digest. */
  String name();

  /**
   * The shape of the result.
   *
   * @throws ShapeException naming the shapes that do not fit
   */
  Shape shape(List<Expr> args);

  /**
   * The reverse rule: given ∂F/∂(result), the contributions to ∂F/∂(argument), as expressions. An
   * adjoint may be smaller than its node (it then repeats); {@link Gradient} brings each to the
   * shape of its argument.
   *
   * @param self this operation's result
   * @param adjoint ∂F/∂self, whose fixed dimensions equal those of self where {@link #elementwise}
   *     is false, and may be smaller where it is true
   */
  List<Expr> adjoints(Expr self, List<Expr> args, Expr adjoint);

  /** The step that computes one result from bound operands. */
  Step bind(Buffer out, List<Buffer> args);

  /**
   * Whether argument {@code arg}, if it is columns of the table, is read row by row as they lie
   * there: its buffer then has a {@link Buffer#table} and no lanes.
   */
  default boolean readsTable(int arg, List<Expr> args) {
    return false;
  }

  /** Whether result element i depends on argument elements i alone, after broadcasting. */
  default boolean elementwise() {
    return false;
  }

  /** Whether the result sums over rows: a barrier between the row body and the epilogue. */
  default boolean reducesRows() {
    return false;
  }

  /** Whether a step counts on finding its result as it left it, and so in a place of its own. */
  default boolean keepsResult(Shape result) {
    return false;
  }
}
