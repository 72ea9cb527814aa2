package org.lethe.core.expr;

import java.util.List;

/**
 * log I₀(x), the modified Bessel function of the first kind, and its first three derivatives; even
 * and odd in x in turn. With c = cos θ, I₀(x) is the mean of e^(xc) over the circle and the
 * derivatives are the cumulants of c under that weight (Abramowitz and Stegun 9.6.16): for |x| ≤ 30
 * by the trapezoidal rule in sums of positive terms, exact to rounding with 64 points (the first
 * term left out is I₆₄(x)/I₀(x) &lt; 10⁻²⁴); beyond by the logarithm of the asymptotic series
 * 9.7.1.
 */
record LogBessel(int derivative) implements Pointwise {

  private static final int LAST = 3;
  private static final double ASYMPTOTIC_FROM = 30;
  private static final int QUARTER = 16;
  private static final double[] COSINE = cosines();
  private static final double[] SERIES = series(24);

  static Expr of(int derivative, Expr x) {
    return Node.apply(new LogBessel(derivative), x);
  }

  /** log I₀ or log I₁, the latter as log I₀ + log (log I₀)′. */
  static Expr order(int order, Expr x) {
    return switch (order) {
      case 0 -> of(0, x);
      case 1 -> of(0, x).plus(of(1, x).log());
      default ->
          throw new IllegalArgumentException("logBessel: order must be 0 or 1, got " + order);
    };
  }

  private static double[] cosines() {
    double[] c = new double[QUARTER + 1];
    for (int i = 0; i < QUARTER; i++) {
      c[i] = Math.cos(Math.PI / 2 * i / QUARTER);
    }
    return c;
  }

  /** aₖ of log(√(2πx) e⁻ˣ I₀(x)) = Σ aₖ x⁻ᵏ, from those of the series 9.7.1 itself. */
  private static double[] series(int count) {
    double[] b = new double[count + 1];
    double[] a = new double[count + 1];
    b[0] = 1;
    for (int k = 1; k <= count; k++) {
      b[k] = b[k - 1] * (2 * k - 1) * (2 * k - 1) / (8 * k);
      double known = 0;
      for (int j = 1; j < k; j++) {
        known += j * a[j] * b[k - j];
      }
      a[k] = b[k] - known / k;
    }
    return a;
  }

  @Override
  public String name() {
    return "LOG_BESSEL" + derivative;
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    Expr x = args.get(0);
    if (derivative < LAST) {
      return List.of(g.times(of(derivative + 1, x)));
    }
    // twice differentiated, y′ = 1 − y/x − y² for y = I₁/I₀; self is y″
    Expr y = of(1, x);
    Expr slope = of(2, x);
    Expr overX = self.minus(slope.minus(y.over(x)).times(2).over(x)).over(x);
    Expr squared = slope.square().plus(y.times(self)).times(2);
    return List.of(g.times(overX.plus(squared)).negate());
  }

  @Override
  public double value(double x) {
    return value(derivative, x);
  }

  static double value(int derivative, double x) {
    double r = Math.abs(x);
    double value = r < ASYMPTOTIC_FROM ? near(derivative, r) : far(derivative, r);
    return derivative % 2 == 1 && x < 0 ? -value : value;
  }

  private static double near(int derivative, double x) {
    double total = 0;
    double first = 0;
    for (int i = 0; i <= QUARTER; i++) {
      double c = COSINE[i];
      double w = i % QUARTER == 0 ? 1 : 2;
      double half = Math.sinh(0.5 * x * c);
      total += w * half * half;
      first += w * c * Math.sinh(x * c);
    }
    // cosh(xc) − 1 = 2 sinh²(xc/2)
    double excess = total / QUARTER;
    if (derivative == 0) {
      return Math.log1p(excess);
    }
    double mean = first / (2 * QUARTER * (1 + excess));
    return derivative == 1 ? mean : moment(derivative, x, mean) / (2 * QUARTER * (1 + excess));
  }

  private static double moment(int power, double x, double mean) {
    double sum = 0;
    for (int i = 0; i <= QUARTER; i++) {
      double c = COSINE[i];
      double e = Math.exp(x * c);
      double up = c - mean;
      double down = -c - mean;
      double term =
          power == 2 ? up * up * e + down * down / e : up * up * up * e + down * down * down / e;
      sum += (i % QUARTER == 0 ? 0.5 : 1) * term;
    }
    return sum;
  }

  private static double far(int derivative, double x) {
    if (x == Double.POSITIVE_INFINITY) {
      return derivative == 0 ? x : derivative == 1 ? 1 : 0;
    }
    double sum = 0;
    double power = 1;
    for (int k = 1; k < SERIES.length; k++) {
      power /= x;
      double term = SERIES[k] * power;
      for (int j = 0; j < derivative; j++) {
        term *= k + j;
      }
      sum += term;
    }
    return switch (derivative) {
      case 0 -> x - 0.5 * (Math.log(x) + Math.log(2 * Math.PI)) + sum;
      case 1 -> 1 - (0.5 + sum) / x;
      case 2 -> (0.5 + sum) / x / x;
      default -> -(1 + sum) / x / x / x;
    };
  }
}
