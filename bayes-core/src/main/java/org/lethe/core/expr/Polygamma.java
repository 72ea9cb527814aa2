package org.lethe.core.expr;

import java.util.List;

/**
 * ψ⁽ⁿ⁾(x) = (−1)ⁿ⁺¹ n! ζ(n+1, x) for x &gt; 0 (Abramowitz and Stegun 6.4.10), by recurrence to x ≥
 * 16 and the asymptotic series 6.4.11 (6.3.18 for n = 0) there. NaN for x ≤ 0.
 */
record Polygamma(int order) implements Pointwise {

  private static final double[] BERNOULLI = {
    1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510
  };
  private static final double ASYMPTOTIC_FROM = 16;

  Polygamma {
    if (order < 0 || order > 20) {
      throw new IllegalArgumentException("polygamma: order must be in 0…20, got " + order);
    }
  }

  @Override
  public String name() {
    return "POLYGAMMA" + order;
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    return List.of(g.times(args.get(0).polygamma(order + 1)));
  }

  @Override
  public double value(double x) {
    return value(order, x);
  }

  static double value(int n, double x) {
    if (!(x > 0)) {
      return Double.NaN;
    }
    double factorial = 1;
    for (int i = 2; i <= n; i++) {
      factorial *= i;
    }
    double shifted = 0;
    double y = x;
    for (; y < ASYMPTOTIC_FROM; y++) {
      shifted += Math.pow(y, -(n + 1));
    }
    double term = n == 0 ? Double.NaN : factorial / n;
    double series = n == 0 ? Math.log(y) - 0.5 / y : Math.pow(y, -n) * (term + 0.5 * factorial / y);
    // Σ B₂ₖ (2k+n−1)!/((2k)! y^(2k+n)), subtracted when n = 0
    double ratio = n == 0 ? 0.5 : factorial * (n + 1) / 2;
    double power = Math.pow(y, -(n + 2));
    for (int k = 1; k <= BERNOULLI.length; k++) {
      series += (n == 0 ? -1 : 1) * BERNOULLI[k - 1] * ratio * power;
      power /= y * y;
      ratio *= (2.0 * k + n) * (2 * k + n + 1) / ((2.0 * k + 1) * (2 * k + 2));
    }
    if (n == 0) {
      return series - shifted;
    }
    double sign = n % 2 == 0 ? -1 : 1;
    return sign * (series + factorial * shifted);
  }
}
