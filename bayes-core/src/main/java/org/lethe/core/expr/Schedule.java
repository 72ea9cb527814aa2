package org.lethe.core.expr;

import java.util.List;

final class Schedule {
  private Schedule() {}

  static Program of(List<Expr> inputs, List<Expr> outputs) {
    throw new AssertionError("next commit");
  }
}
