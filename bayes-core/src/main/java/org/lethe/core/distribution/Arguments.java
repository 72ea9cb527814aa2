package org.lethe.core.distribution;

import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.expr.ShapeException;

/** Checks on the shapes of a distribution's arguments, worded with the distribution's name. */
final class Arguments {

  private Arguments() {}

  /** The broadcast shape of two arguments. */
  static Shape fit(String distribution, String a, Expr x, String b, Expr y) {
    return fit(distribution, a, x.shape(), b, y.shape());
  }

  static Shape fit(String distribution, String a, Shape x, String b, Shape y) {
    try {
      return x.broadcast(y);
    } catch (ShapeException e) {
      String rule = "%s: %s and %s must have shapes that broadcast, got %s and %s";
      throw new IllegalArgumentException(String.format(rule, distribution, a, b, x, y), e);
    }
  }
}
