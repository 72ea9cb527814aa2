package org.lethe.core.gp;

import org.lethe.core.expr.Expr;

/** The mean function of a Gaussian process. */
@FunctionalInterface
public interface Mean {

  /**
   * The mean at each input.
   *
   * @param x [n × d] or [rows × d]
   * @return [n] or [rows], or a scalar where it is the same for all
   */
  Expr at(Expr x);

  /** 0. */
  static Mean zero() {
    return x -> Expr.constant(0);
  }

  /** c. */
  static Mean constant(Expr value) {
    return x -> value;
  }

  /** c + x·b, b [d]. */
  static Mean linear(Expr intercept, Expr slopes) {
    return x -> x.matmul(slopes).plus(intercept);
  }
}
