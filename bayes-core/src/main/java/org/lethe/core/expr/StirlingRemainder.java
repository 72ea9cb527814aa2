package org.lethe.core.expr;

import java.util.List;
import org.apache.commons.math3.special.Gamma;

/**
 * s(x) = log Γ(x) − (x − ½) log x + x − ½ log 2π for x &gt; 0, what Stirling's formula leaves over,
 * and its derivatives. Sums of log Γ that cancel are written in s, which does not: it falls as
 * 1/(12x). By its definition below 16, by the asymptotic series (Abramowitz and Stegun 6.1.42) from
 * there on. NaN for x ≤ 0.
 */
record StirlingRemainder(int derivative) implements Pointwise {

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
  private static final double ASYMPTOTIC_FROM = 16;

  /** B₂ₖ/(2k(2k − 1)). */
  private static final double[] SERIES = {
    1.0 / 12,
    -1.0 / 360,
    1.0 / 1260,
    -1.0 / 1680,
    1.0 / 1188,
    -691.0 / 360360,
    1.0 / 156,
    -3617.0 / 122400
  };

  @Override
  public String name() {
    return "STIRLING_REMAINDER" + derivative;
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    return List.of(g.times(Node.apply(new StirlingRemainder(derivative + 1), args.get(0))));
  }

  @Override
  public double value(double x) {
    if (!(x > 0)) {
      return Double.NaN;
    }
    return x < ASYMPTOTIC_FROM ? near(x) : far(x);
  }

  private double near(double x) {
    return switch (derivative) {
      case 0 -> Gamma.logGamma(x) - (x - 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
      case 1 -> Polygamma.value(0, x) - Math.log(x) + 0.5 / x;
      default -> {
        // (−1)ⁿ [(n−2)! x¹⁻ⁿ + ½ (n−1)! x⁻ⁿ], the n-th derivative of (x − ½) log x − x
        double factorial = 1;
        for (int i = 2; i <= derivative - 2; i++) {
          factorial *= i;
        }
        double power = Math.pow(-x, -derivative);
        double elementary = factorial * power * (x + 0.5 * (derivative - 1));
        yield Polygamma.value(derivative - 1, x) - elementary;
      }
    };
  }

  private double far(double x) {
    double sum = 0;
    double power = 1 / x;
    for (int k = 0; k < SERIES.length; k++) {
      double term = SERIES[k] * power;
      for (int j = 0; j < derivative; j++) {
        term *= -(2 * k + 1 + j) / x;
      }
      sum += term;
      power /= x * x;
    }
    return sum;
  }
}
