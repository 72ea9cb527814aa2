package org.lethe.core.expr;

/**
 * The error function by the rational approximations of W. J. Cody, <i>Rational Chebyshev
 * approximations for the error function</i>, Mathematics of Computation 23 (1969), with the
 * coefficients of his CALERF: relative error below 4·10⁻¹⁶ for erf and below 8·10⁻¹⁶ for the tail.
 */
final class ErrorFunction {

  static final double ONE_OVER_SQRT_PI = 0.56418958354775628695;

  /** From here on erfc is an asymptotic series times a rational function. */
  static final double FAR = 4;

  private static final double NEAR = 0.46875;

  private static final double[] A = {
    1.85777706184603153e-1,
    3.16112374387056560,
    1.13864154151050156e2,
    3.77485237685302021e2,
    3.20937758913846947e3
  };
  private static final double[] B = {
    1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3
  };
  private static final double[] C = {
    2.15311535474403846e-8,
    5.64188496988670089e-1,
    8.88314979438837594,
    6.61191906371416295e1,
    2.98635138197400131e2,
    8.81952221241769090e2,
    1.71204761263407058e3,
    2.05107837782607147e3,
    1.23033935479799725e3
  };
  private static final double[] D = {
    1,
    1.57449261107098347e1,
    1.17693950891312499e2,
    5.37181101862009858e2,
    1.62138957456669019e3,
    3.29079923573345963e3,
    4.36261909014324716e3,
    3.43936767414372164e3,
    1.23033935480374942e3
  };
  private static final double[] P = {
    1.63153871373020978e-2,
    3.05326634961232344e-1,
    3.60344899949804439e-1,
    1.25781726111229246e-1,
    1.60837851487422766e-2,
    6.58749161529837803e-4
  };
  private static final double[] Q = {
    1,
    2.56852019228982242,
    1.87295284992346725,
    5.27905102951428412e-1,
    6.05183413124413191e-2,
    2.33520497626869185e-3
  };

  private ErrorFunction() {}

  /** 2/√π ∫₀ˣ e^(−t²) dt. */
  static double erf(double x) {
    double y = Math.abs(x);
    if (y <= NEAR) {
      return x * ratio(A, B, y * y);
    }
    // from 6 on, 1 − erf is below half a unit in the last place of 1
    return y < 6 ? Math.copySign(1 - Math.exp(-y * y) * scaledTail(y), x) : Math.signum(x);
  }

  /** e^(y²)·(1 − erf y), y ≥ 0. */
  static double scaledTail(double y) {
    if (y <= NEAR) {
      return Math.exp(y * y) * (1 - erf(y));
    }
    return y <= FAR ? ratio(C, D, y) : (ONE_OVER_SQRT_PI - correction(y)) / y;
  }

  /** 1/√π − y·e^(y²)·(1 − erf y), y &gt; {@link #FAR}. */
  static double correction(double y) {
    double z = 1 / (y * y);
    return z * ratio(P, Q, z);
  }

  /** Φ(x) = ½(1 + erf(x/√2)), in the lower tail too with a relative error of a few 10⁻¹⁶. */
  static double normalCdf(double x) {
    double z = Math.abs(x);
    double y = z * Math.sqrt(0.5);
    if (y <= NEAR) {
      return 0.5 + 0.5 * erf(x * Math.sqrt(0.5));
    }
    double tail = z > 40 ? 0 : 0.5 * scaledTail(y) * gaussian(z);
    return x < 0 ? tail : 1 - tail;
  }

  /** e^(−z²/2), with z² split in two parts so that its rounding is not multiplied, |z| ≤ 40. */
  static double gaussian(double z) {
    double head = Math.rint(z * 16) / 16;
    return Math.exp(-0.5 * head * head) * Math.exp(-0.5 * (z - head) * (z + head));
  }

  private static double ratio(double[] numerator, double[] denominator, double x) {
    double n = numerator[0];
    double d = denominator[0];
    for (int i = 1; i < numerator.length; i++) {
      n = n * x + numerator[i];
      d = d * x + denominator[i];
    }
    return n / d;
  }
}
