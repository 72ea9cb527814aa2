package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
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
      case SIN -> sin(x, xo, out, oo, whole);
      case COS -> cos(x, xo, out, oo, whole);
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
      DoubleVector.fromArray(S, x, xo + i).lanewise(VectorOperators.EXP).intoArray(out, oo + i);
    }
  }

  private static void expm1(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).lanewise(VectorOperators.EXPM1).intoArray(out, oo + i);
    }
  }

  private static void log(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).lanewise(VectorOperators.LOG).intoArray(out, oo + i);
    }
  }

  private static void log1p(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).lanewise(VectorOperators.LOG1P).intoArray(out, oo + i);
    }
  }

  private static void tanh(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).lanewise(VectorOperators.TANH).intoArray(out, oo + i);
    }
  }

  private static void sigmoid(double[] x, int xo, double[] out, int oo, int n) {
    DoubleVector one = DoubleVector.broadcast(S, 1);
    for (int i = 0; i < n; i += L) {
      DoubleVector e = DoubleVector.fromArray(S, x, xo + i).neg().lanewise(VectorOperators.EXP);
      one.div(e.add(one)).intoArray(out, oo + i);
    }
  }

  private static void softplus(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector e = v.abs().neg().lanewise(VectorOperators.EXP);
      DoubleVector u = e.add(1);
      DoubleVector lost = e.sub(u.sub(1)).div(u);
      v.max(0).add(u.lanewise(VectorOperators.LOG).add(lost)).intoArray(out, oo + i);
    }
  }

  private static void sin(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).lanewise(VectorOperators.SIN).intoArray(out, oo + i);
    }
  }

  private static void cos(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).lanewise(VectorOperators.COS).intoArray(out, oo + i);
    }
  }
}
