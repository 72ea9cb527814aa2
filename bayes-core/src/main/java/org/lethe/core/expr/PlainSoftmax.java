package org.lethe.core.expr;

/** {@link ExpTerms} of stretches side by side, their shares and their logarithmic sum. */
final class PlainSoftmax {

  private PlainSoftmax() {}

  static void terms(
      double[] x, int xo, int count, int xs, double[] t, int to, int ts, int from, int n) {
    for (int i = from; i < n; i++) {
      lane(x, xo + i, count, xs, t, to + i, ts);
    }
  }

  /**
   * The shift is finite, and terms are not above it: lanes of −∞ then give zeros, and lanes of +∞
   * terms of one.
   */
  static void lane(double[] x, int xo, int count, int xs, double[] t, int to, int ts) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < count; c++) {
      max = Math.max(max, x[xo + c * xs]);
    }
    double shift = Math.min(Math.max(max, -Double.MAX_VALUE), Double.MAX_VALUE);
    double sum = 0;
    for (int c = 0; c < count; c++) {
      double e = Math.exp(Math.min(x[xo + c * xs] - shift, 0));
      t[to + c * ts] = e;
      sum += e;
    }
    t[to + count * ts] = Math.max(sum, 1);
    t[to + (count + 1) * ts] = max;
  }

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
      int from,
      int n) {
    for (int i = from; i < n; i++) {
      double each = w[wo + i] / t[to + i + count * ts];
      for (int c = 0; c < count; c++) {
        out[oo + i + c * os] = t[to + i + c * ts] * each;
      }
    }
  }

  static void logTotal(double[] t, int sum, int top, double[] out, int oo, int from, int n) {
    for (int i = from; i < n; i++) {
      out[oo + i] = t[top + i] + Math.log(t[sum + i]);
    }
  }
}
