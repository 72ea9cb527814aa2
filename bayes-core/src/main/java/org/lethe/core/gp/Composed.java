package org.lethe.core.gp;

import java.util.function.BinaryOperator;
import org.lethe.core.expr.Expr;

/** A sum or a product of two kernels, element by element. */
record Composed(Kernel first, Kernel second, BinaryOperator<Expr> how) implements Kernel {

  static Kernel sum(Kernel first, Kernel second) {
    return new Composed(first, second, Expr::plus);
  }

  static Kernel product(Kernel first, Kernel second) {
    return new Composed(first, second, Expr::times);
  }

  @Override
  public Expr matrix(Expr a, Expr b) {
    return how.apply(first.matrix(a, b), second.matrix(a, b));
  }

  @Override
  public Expr diagonal(Expr x) {
    return how.apply(first.diagonal(x), second.diagonal(x));
  }
}
