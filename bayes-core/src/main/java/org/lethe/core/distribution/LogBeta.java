package org.lethe.core.distribution;

import org.lethe.core.expr.Expr;

/** Logarithms of the beta function and what is made of it, without cancellation at any size. */
final class LogBeta {

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private LogBeta() {}

  /**
   * log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b). With Stirling's remainder s,
   *
   * <pre>
   * log B = −(a − ½) log(1 + b/a) − b log(1 + a/b) − ½ log b + ½ log 2π + s(a) + s(b) − s(a + b)
   * </pre>
   *
   * <p>whose terms all have the size of the result or of 1.
   */
  static Expr of(Expr a, Expr b) {
    Expr powers = b.over(a).log1p().times(a.minus(0.5)).plus(a.over(b).log1p().times(b));
    Expr remainders =
        a.stirlingRemainder().plus(b.stirlingRemainder()).minus(a.plus(b).stirlingRemainder());
    return remainders.minus(powers).minus(b.log().times(0.5)).plus(HALF_LOG_TWO_PI);
  }

  /** log C(n, k) = −log(n + 1) − log B(n − k + 1, k + 1). */
  static Expr choose(Expr n, Expr k) {
    return n.plus(1).log().plus(of(n.minus(k).plus(1), k.plus(1))).negate();
  }

  /** log [Γ(y + a)/(Γ(a) y!)] = −log(y + a) − log B(a, y + 1). */
  static Expr rising(Expr a, Expr y) {
    return y.plus(a).log().plus(of(a, y.plus(1))).negate();
  }
}
