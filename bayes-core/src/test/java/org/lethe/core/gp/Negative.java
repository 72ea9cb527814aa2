package org.lethe.core.gp;

import org.lethe.core.expr.Expr;

/** −3 for every pair, which is no covariance. */
record Negative() implements Kernel {
  @Override
  public Expr matrix(Expr a, Expr b) {
    return Inputs.everywhere(Expr.constant(-3), a, b);
  }

  @Override
  public Expr diagonal(Expr x) {
    return Expr.constant(-3);
  }
}
