package org.lethe.core.expr;

import org.apache.commons.math3.special.Gamma;

/** Plain loops over functions of one number. */
final class PlainUnary {

  private PlainUnary() {}

  static void apply(Unary op, double[] x, int xo, double[] out, int oo, int n) {
    switch (op) {
      case NEGATE -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = -x[xo + i];
        }
      }
      case SQUARE -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = x[xo + i] * x[xo + i];
        }
      }
      case SQRT -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = Math.sqrt(x[xo + i]);
        }
      }
      case ABS -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = Math.abs(x[xo + i]);
        }
      }
      case EXP -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = Math.exp(x[xo + i]);
        }
      }
      case LOG -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = Math.log(x[xo + i]);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = sigmoid(x[xo + i]);
        }
      }
      case SOFTPLUS -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = softplus(x[xo + i]);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = one(op, x[xo + i]);
        }
      }
    }
  }

  private static double one(Unary op, double x) {
    return switch (op) {
      case SIGN -> Math.signum(x);
      case EXPM1 -> Math.expm1(x);
      case LOG1P -> Math.log1p(x);
      case TANH -> Math.tanh(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case ERF -> ErrorFunction.erf(x);
      case NORMAL_CDF -> ErrorFunction.normalCdf(x);
      case LGAMMA -> Gamma.logGamma(x);
      default -> throw new AssertionError(op);
    };
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double softplus(double x) {
    double e = Math.exp(-Math.abs(x));
    double u = 1 + e;
    // log u, and what rounding took from u: log(1 + e) to the last digits at a third of its price
    return Math.max(x, 0) + (Math.log(u) + (e - (u - 1)) / u);
  }

  static double softplusSum(double[] x, int xo, double[] slope, int so, int n, int all) {
    double sum = 0;
    for (int i = 0; i < all; i++) {
      sum += i < n ? softplus(x[xo + i]) : 0;
      slope[so + i] = sigmoid(x[xo + i]);
    }
    return sum;
  }
}
