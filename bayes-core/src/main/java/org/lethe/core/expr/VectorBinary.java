package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of two values in whole vectors, of which either may be one number that repeats. What is
 * left over is for {@link PlainKernels}.
 */
final class VectorBinary {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorBinary() {}

  /** Computes as many of n numbers as it can and says how many. */
  static int apply(Binary op, double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    int whole = S.loopBound(n);
    switch (op) {
      case PLUS -> plus(x, xo, y, yo, out, oo, whole);
      case MINUS -> minus(x, xo, y, yo, out, oo, whole);
      case TIMES -> times(x, xo, y, yo, out, oo, whole);
      case OVER -> over(x, xo, y, yo, out, oo, whole);
      case MIN -> min(x, xo, y, yo, out, oo, whole);
      case MAX -> max(x, xo, y, yo, out, oo, whole);
      default -> {
        return 0;
      }
    }
    return whole;
  }

  private static void plus(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i)
          .add(DoubleVector.fromArray(S, y, yo + i))
          .intoArray(out, oo + i);
    }
  }

  private static void minus(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i)
          .sub(DoubleVector.fromArray(S, y, yo + i))
          .intoArray(out, oo + i);
    }
  }

  private static void times(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i)
          .mul(DoubleVector.fromArray(S, y, yo + i))
          .intoArray(out, oo + i);
    }
  }

  private static void over(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i)
          .div(DoubleVector.fromArray(S, y, yo + i))
          .intoArray(out, oo + i);
    }
  }

  private static void min(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i)
          .min(DoubleVector.fromArray(S, y, yo + i))
          .intoArray(out, oo + i);
    }
  }

  private static void max(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i)
          .max(DoubleVector.fromArray(S, y, yo + i))
          .intoArray(out, oo + i);
    }
  }

  /** The same, y one number. */
  static int right(Binary op, double[] x, int xo, double y, double[] out, int oo, int n) {
    int whole = S.loopBound(n);
    switch (op) {
      case PLUS -> plus(x, xo, y, out, oo, whole);
      case MINUS -> plus(x, xo, -y, out, oo, whole);
      case TIMES -> times(x, xo, y, out, oo, whole);
      case OVER -> over(x, xo, y, out, oo, whole);
      case MAX -> max(x, xo, y, out, oo, whole);
      case MIN -> min(x, xo, y, out, oo, whole);
      default -> {
        return 0;
      }
    }
    return whole;
  }

  private static void plus(double[] x, int xo, double y, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).add(y).intoArray(out, oo + i);
    }
  }

  private static void times(double[] x, int xo, double y, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).mul(y).intoArray(out, oo + i);
    }
  }

  private static void over(double[] x, int xo, double y, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).div(y).intoArray(out, oo + i);
    }
  }

  private static void max(double[] x, int xo, double y, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).max(y).intoArray(out, oo + i);
    }
  }

  private static void min(double[] x, int xo, double y, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).min(y).intoArray(out, oo + i);
    }
  }

  /** The same, x one number. */
  static int left(Binary op, double x, double[] y, int yo, double[] out, int oo, int n) {
    int whole = S.loopBound(n);
    switch (op) {
      case PLUS -> plus(y, yo, x, out, oo, whole);
      case MINUS -> minus(x, y, yo, out, oo, whole);
      case TIMES -> times(y, yo, x, out, oo, whole);
      case OVER -> over(x, y, yo, out, oo, whole);
      default -> {
        return 0;
      }
    }
    return whole;
  }

  private static void minus(double x, double[] y, int yo, double[] out, int oo, int n) {
    DoubleVector v = DoubleVector.broadcast(S, x);
    for (int i = 0; i < n; i += L) {
      v.sub(DoubleVector.fromArray(S, y, yo + i)).intoArray(out, oo + i);
    }
  }

  private static void over(double x, double[] y, int yo, double[] out, int oo, int n) {
    DoubleVector v = DoubleVector.broadcast(S, x);
    for (int i = 0; i < n; i += L) {
      v.div(DoubleVector.fromArray(S, y, yo + i)).intoArray(out, oo + i);
    }
  }
}
