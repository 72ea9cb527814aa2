package org.lethe.core.gp;

import org.lethe.core.expr.Expr;

/**
 * The periodic kernel. On the circle 4 sin²((s − t)/2) = (cos s − cos t)² + (sin s − sin t)², so it
 * is the squared exponential of points on circles of radius 1/ℓ.
 */
record Periodic(Expr variance, Expr lengths, Expr period) implements Kernel {

  Periodic {
    variance = KernelNumbers.one("periodic", "variance", variance);
    KernelNumbers.each("periodic", "lengths", lengths);
    KernelNumbers.each("periodic", "period", period);
  }

  @Override
  public Expr matrix(Expr a, Expr b) {
    Inputs.check(a, b);
    Expr s = a.times(2 * Math.PI).over(period);
    Expr t = b.times(2 * Math.PI).over(period);
    Expr across = Inputs.squaredDistance(s.cos().over(lengths), t.cos().over(lengths));
    Expr along = Inputs.squaredDistance(s.sin().over(lengths), t.sin().over(lengths));
    return across.plus(along).times(-0.5).exp().times(variance);
  }

  @Override
  public Expr diagonal(Expr x) {
    return variance;
  }
}
