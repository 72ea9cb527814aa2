package org.lethe.core.gp;

import org.lethe.core.expr.Expr;

/** The squared exponential. */
record Rbf(Expr variance, Expr lengths) implements Kernel {

  @Override
  public Expr matrix(Expr a, Expr b) {
    Inputs.check(a, b);
    Expr squared = Inputs.squaredDistance(a.over(lengths), b.over(lengths));
    return squared.times(-0.5).exp().times(variance);
  }

  @Override
  public Expr diagonal(Expr x) {
    return variance;
  }
}
