package org.lethe.core.gp;

import java.util.Optional;
import org.lethe.core.expr.Expr;

/** The squared exponential. */
record Rbf(Expr variance, Expr lengths) implements Kernel {

  Rbf {
    variance = KernelNumbers.one("rbf", "variance", variance);
    KernelNumbers.each("rbf", "lengths", lengths);
  }

  @Override
  public Expr matrix(Expr a, Expr b) {
    Inputs.check(a, b);
    Optional<Expr> middle = Inputs.middle(b);
    Expr x = middle.map(a::minus).orElse(a).over(lengths);
    Expr centres = middle.map(b::minus).orElse(b).over(lengths);
    // its derivative in the exponent is then the kernel itself
    Expr exponent = x.gaussianExponent(centres);
    return exponent.plus(variance.log()).exp();
  }

  @Override
  public Expr diagonal(Expr x) {
    return variance;
  }
}
