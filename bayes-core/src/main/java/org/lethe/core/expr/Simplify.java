package org.lethe.core.expr;

import java.util.Arrays;

/** Arithmetic that leaves out what does nothing, so that derivatives stay small. */
final class Simplify {

  private Simplify() {}

  static Expr plus(Expr x, Expr y) {
    if (all(x, 0) && keepsShape(y, x)) {
      return y;
    }
    if (all(y, 0) && keepsShape(x, y)) {
      return x;
    }
    if (isNegated(y)) {
      return minus(x, negate(y));
    }
    if (isNegated(x)) {
      return minus(y, negate(x));
    }
    if (GaussianExponent.takes(x, y)) {
      return GaussianExponent.offset(x, y);
    }
    return binary(Binary.PLUS, x, y);
  }

  static Expr minus(Expr x, Expr y) {
    if (all(x, 0) && keepsShape(y, x)) {
      return negate(y);
    }
    if (all(y, 0) && keepsShape(x, y)) {
      return x;
    }
    return isNegated(y) ? plus(x, negate(y)) : binary(Binary.MINUS, x, y);
  }

  static Expr times(Expr x, Expr y) {
    if (all(x, 1) && keepsShape(y, x)) {
      return y;
    }
    if (all(y, 1) && keepsShape(x, y)) {
      return x;
    }
    if (all(x, -1) && keepsShape(y, x)) {
      return negate(y);
    }
    if (all(y, -1) && keepsShape(x, y)) {
      return negate(x);
    }
    // signs go outward, where they meet and cancel, or are left to a sum; no bit changes
    if (isNegated(x)) {
      return negate(times(negate(x), y));
    }
    if (isNegated(y)) {
      return negate(times(x, negate(y)));
    }
    if ((all(x, 0) || all(y, 0)) && !x.shape().rows() && !y.shape().rows()) {
      return zeros(x.shape().broadcast(y.shape()));
    }
    return Factor.product(x, y);
  }

  static Expr over(Expr x, Expr y) {
    if (all(y, 1) && keepsShape(x, y)) {
      return x;
    }
    return Factor.isNumber(y) && !(x instanceof Node.Constant)
        ? times(x, Factor.inverse(y))
        : binary(Binary.OVER, x, y);
  }

  static Expr negate(Expr x) {
    if (x instanceof Node.Constant c && c.shape().size() == 1) {
      return new Node.Constant(c.shape(), new double[] {-c.values()[0]});
    }
    if (x instanceof Node.Apply a && isNegated(x)) {
      return a.args().get(0);
    }
    if (x instanceof Node.Apply a && a.op() == Binary.TIMES && Factor.isNumber(a.args().get(0))) {
      return times(negate(a.args().get(0)), a.args().get(1));
    }
    return Node.apply(Unary.NEGATE, x);
  }

  /** Σ x over rows. */
  static Expr sumRows(Expr x) {
    return isNegated(x)
        ? negate(sumRows(negate(x)))
        : Node.apply(SumRows.SUM_ROWS, x.shape().rows() ? x : x.times(Expr.ones()));
  }

  static boolean isNegated(Expr x) {
    return x instanceof Node.Apply a && a.op() == Unary.NEGATE;
  }

  static Expr pow(Expr x, double p) {
    if (p == 0) {
      return Node.apply(new Power(0), x);
    }
    if (p == 1) {
      return x;
    }
    if (p == 2) {
      return x.square();
    }
    return p == -1 ? Expr.constant(1).over(x) : Node.apply(new Power(p), x);
  }

  static Expr zeros(Shape shape) {
    return new Node.Constant(shape, new double[shape.size()]);
  }

  /** Whether this is a constant all of whose elements are {@code value}. */
  static boolean all(Expr x, double value) {
    return x instanceof Node.Constant c && Arrays.stream(c.values()).allMatch(v -> v == value);
  }

  private static boolean keepsShape(Expr kept, Expr dropped) {
    return kept.shape().broadcast(dropped.shape()).equals(kept.shape());
  }

  static Expr binary(Binary op, Expr x, Expr y) {
    if (x instanceof Node.Constant a && y instanceof Node.Constant b) {
      if (a.shape().equals(Shape.scalar()) && b.shape().equals(Shape.scalar())) {
        return Expr.constant(op.apply(a.values()[0], b.values()[0]));
      }
    }
    return Node.apply(op, x, y);
  }
}
