package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link PlainSoftmax} in whole vectors, a short loop for each part of the work. Lanes whose
 * maximum is not finite are left to the plain loop, one by one, so that no other lane takes notice.
 */
final class VectorSoftmax {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorSoftmax() {}

  static void terms(double[] x, int xo, int count, int xs, double[] t, int to, int ts, int n) {
    int sum = to + count * ts;
    int top = sum + ts;
    int c = 1;
    if (count >= 4) {
      highestOfFour(x, xo, xs, t, top, n);
      c = 4;
    } else {
      System.arraycopy(x, xo, t, top, n);
    }
    for (; c < count; c++) {
      raise(x, xo + c * xs, t, top, n);
    }
    boolean finite = begin(t, top, sum, n) == 0;
    for (int k = 0; k < count; k++) {
      VectorDecay.below(t, top, x, xo + k * xs, t, to + k * ts, sum, n);
    }
    if (!finite) {
      mend(x, xo, count, xs, t, to, ts, n);
    }
  }

  private static void highestOfFour(double[] x, int xo, int xs, double[] t, int top, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector a =
          DoubleVector.fromArray(S, x, xo + i).max(DoubleVector.fromArray(S, x, xo + xs + i));
      DoubleVector b =
          DoubleVector.fromArray(S, x, xo + 2 * xs + i)
              .max(DoubleVector.fromArray(S, x, xo + 3 * xs + i));
      a.max(b).intoArray(t, top + i);
    }
  }

  private static void raise(double[] x, int xo, double[] t, int top, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, t, top + i)
          .max(DoubleVector.fromArray(S, x, xo + i))
          .intoArray(t, top + i);
    }
  }

  /** Sums begin at 0; NaN if a maximum is not finite. */
  private static double begin(double[] t, int top, int sum, int n) {
    DoubleVector odd = DoubleVector.zero(S);
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, t, top + i);
      DoubleVector none = v.sub(v);
      odd = odd.add(none);
      none.intoArray(t, sum + i);
    }
    return VectorMath.sum(odd);
  }

  private static void mend(
      double[] x, int xo, int count, int xs, double[] t, int to, int ts, int n) {
    for (int i = 0; i < n; i++) {
      if (!Double.isFinite(t[to + (count + 1) * ts + i])) {
        PlainSoftmax.lane(x, xo + i, count, xs, t, to + i, ts);
      }
    }
  }

  /**
   * out = w e / Σ e.
   *
   * @param each room for n numbers
   */
  static void shares(
      double[] t,
      int to,
      int count,
      int ts,
      double[] w,
      int wo,
      double[] out,
      int oo,
      int os,
      int n,
      double[] each) {
    divide(w, wo, t, to + count * ts, each, n);
    int c = 0;
    for (; c + 4 <= count; c += 4) {
      scaleFour(t, to + c * ts, ts, each, out, oo + c * os, os, n);
    }
    for (; c < count; c++) {
      scale(t, to + c * ts, each, out, oo + c * os, n);
    }
  }

  private static void divide(double[] w, int wo, double[] t, int sum, double[] each, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, w, wo + i)
          .div(DoubleVector.fromArray(S, t, sum + i))
          .intoArray(each, i);
    }
  }

  private static void scaleFour(
      double[] t, int to, int ts, double[] each, double[] out, int oo, int os, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, each, i);
      DoubleVector.fromArray(S, t, to + i).mul(v).intoArray(out, oo + i);
      DoubleVector.fromArray(S, t, to + ts + i).mul(v).intoArray(out, oo + os + i);
      DoubleVector.fromArray(S, t, to + 2 * ts + i).mul(v).intoArray(out, oo + 2 * os + i);
      DoubleVector.fromArray(S, t, to + 3 * ts + i).mul(v).intoArray(out, oo + 3 * os + i);
    }
  }

  private static void scale(double[] t, int to, double[] each, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, t, to + i)
          .mul(DoubleVector.fromArray(S, each, i))
          .intoArray(out, oo + i);
    }
  }

  /** out = max x + log Σ e; NaN where the maximum is, which the logarithm takes for a number. */
  static void logTotal(double[] t, int sum, int top, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.logOfNormal(DoubleVector.fromArray(S, t, sum + i))
          .add(DoubleVector.fromArray(S, t, top + i))
          .intoArray(out, oo + i);
    }
  }
}
