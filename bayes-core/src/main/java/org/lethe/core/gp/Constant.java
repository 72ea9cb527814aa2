package org.lethe.core.gp;

import org.lethe.core.expr.Expr;

/** σ² for every pair. */
record Constant(Expr variance) implements Kernel {

  Constant {
    variance = KernelNumbers.one("constant", "variance", variance);
  }

  @Override
  public Expr matrix(Expr a, Expr b) {
    Inputs.check(a, b);
    return Inputs.everywhere(variance, a, b);
  }

  @Override
  public Expr diagonal(Expr x) {
    return variance;
  }
}
