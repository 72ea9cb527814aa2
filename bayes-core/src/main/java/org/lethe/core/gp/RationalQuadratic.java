package org.lethe.core.gp;

import org.lethe.core.expr.Expr;

/** A mixture of squared exponentials, their inverse squared lengths gamma distributed. */
record RationalQuadratic(Expr variance, Expr lengths, Expr alpha) implements Kernel {

  RationalQuadratic {
    variance = KernelNumbers.one("rationalQuadratic", "variance", variance);
    KernelNumbers.each("rationalQuadratic", "lengths", lengths);
    alpha = KernelNumbers.one("rationalQuadratic", "alpha", alpha);
  }

  @Override
  public Expr matrix(Expr a, Expr b) {
    Inputs.check(a, b);
    Expr squared = Inputs.squaredDistance(a.over(lengths), b.over(lengths));
    Expr log = squared.over(alpha.times(2)).log1p().times(alpha.negate());
    return log.exp().times(variance);
  }

  @Override
  public Expr diagonal(Expr x) {
    return variance;
  }
}
