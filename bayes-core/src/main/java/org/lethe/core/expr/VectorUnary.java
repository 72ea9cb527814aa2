package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of one value in whole vectors. What no vector instruction computes, and what is left
 * over beyond the last whole vector, is for {@link PlainKernels}.
 */
final class VectorUnary {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorUnary() {}

  /** Computes as many of n numbers as it can and says how many. */
  static int apply(Unary op, double[] x, int xo, double[] out, int oo, int n) {
    int whole = S.loopBound(n);
    switch (op) {
      case NEGATE -> negate(x, xo, out, oo, whole);
      case ABS -> abs(x, xo, out, oo, whole);
      case SQRT -> sqrt(x, xo, out, oo, whole);
      case SQUARE -> square(x, xo, out, oo, whole);
      case EXP -> exp(x, xo, out, oo, whole);
      case EXPM1 -> expm1(x, xo, out, oo, whole);
      case LOG -> log(x, xo, out, oo, whole);
      case LOG1P -> log1p(x, xo, out, oo, whole);
      case SIGMOID -> sigmoid(x, xo, out, oo, whole);
      case SOFTPLUS -> softplus(x, xo, out, oo, whole);
      case SIN -> VectorTrigonometry.sin(x, xo, out, oo, whole);
      case COS -> VectorTrigonometry.cos(x, xo, out, oo, whole);
      case TANH -> tanh(x, xo, out, oo, whole);
      default -> {
        return 0;
      }
    }
    return whole;
  }

  private static void negate(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).neg().intoArray(out, oo + i);
    }
  }

  private static void abs(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).abs().intoArray(out, oo + i);
    }
  }

  private static void sqrt(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).sqrt().intoArray(out, oo + i);
    }
  }

  private static void square(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      v.mul(v).intoArray(out, oo + i);
    }
  }

  private static void exp(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.exp(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }

  private static void expm1(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.expm1(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }

  private static void log(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.log(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }

  private static void log1p(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.log1p(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }

  private static void tanh(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.tanh(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }

  private static void sigmoid(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.sigmoid(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }

  private static void softplus(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.softplus(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }
}
