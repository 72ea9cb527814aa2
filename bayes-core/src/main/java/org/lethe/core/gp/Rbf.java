package org.lethe.core.gp;

import org.lethe.core.expr.Expr;

/** The squared exponential. */
record Rbf(Expr variance, Expr lengths) implements Kernel {

  @Override
  public Expr matrix(Expr a, Expr b) {
    Inputs.check(a, b);
    // its derivative in the exponent is then the kernel itself
    Expr exponent = a.over(lengths).gaussianExponent(b.over(lengths));
    return exponent.plus(variance.log()).exp();
  }

  @Override
  public Expr diagonal(Expr x) {
    return variance;
  }
}
