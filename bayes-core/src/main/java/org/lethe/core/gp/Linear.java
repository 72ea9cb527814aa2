package org.lethe.core.gp;

import org.lethe.core.expr.Expr;

/** Σ_j σ_j² x_j x′_j. */
record Linear(Expr variances) implements Kernel {

  Linear {
    KernelNumbers.each("linear", "variances", variances);
  }

  @Override
  public Expr matrix(Expr a, Expr b) {
    Inputs.check(a, b);
    return a.matmul(b.times(variances).transpose());
  }

  @Override
  public Expr diagonal(Expr x) {
    return Inputs.overDimensions(x.square().times(variances));
  }
}
