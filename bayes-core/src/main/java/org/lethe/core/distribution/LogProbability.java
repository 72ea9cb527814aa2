package org.lethe.core.distribution;

import org.lethe.core.expr.Expr;

/** Arithmetic of probabilities that are given by their logarithms. */
final class LogProbability {

  private static final double LOG_TWO = Math.log(2);

  private LogProbability() {}

  /** log(1 − e⁻ˣ), x &gt; 0 (Mächler 2012): each half is exact where the other is not. */
  static Expr complement(Expr x) {
    Expr split = Expr.constant(LOG_TWO);
    Expr small = x.min(split).negate().expm1().negate().log();
    Expr large = x.max(split).negate().exp().negate().log1p();
    return x.greaterThan(split).where(large, small);
  }

  /** log((1 − u) eˣ + u eʸ) of numbers, given log u and log(1 − u). */
  static double between(double x, double y, double logU, double logRest) {
    double a = logRest + x;
    double b = logU + y;
    double most = Math.max(a, b);
    return Math.min(0, most + Math.log1p(Math.exp(Math.min(a, b) - most)));
  }

  /** log(eˣ + eʸ) for a finite y; x may be −∞. */
  static Expr sum(Expr x, Expr y) {
    return y.plus(x.minus(y).softplus());
  }
}
