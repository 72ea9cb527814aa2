package org.lethe.core.gp;

import org.lethe.core.expr.Expr;

/** σ² between an input and itself. */
record White(Expr variance) implements Kernel {

  White {
    variance = KernelNumbers.one("white", "variance", variance);
  }

  @Override
  public Expr matrix(Expr a, Expr b) {
    Inputs.check(a, b);
    return a == b
        ? Inputs.ones(a.shape().dim(0)).times(variance).toDiagonal()
        : Inputs.everywhere(Expr.constant(0), a, b);
  }

  @Override
  public Expr diagonal(Expr x) {
    return variance;
  }
}
