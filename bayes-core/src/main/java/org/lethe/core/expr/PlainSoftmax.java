package org.lethe.core.expr;

/**
 * The softmax of stretches side by side, and its logarithmic sum. The shift is finite, and terms
 * are not above it: lanes of −∞ then give zeros, and lanes of +∞ shares of one.
 */
final class PlainSoftmax {

  private PlainSoftmax() {}

  static void softmax(double[] x, int xo, int count, int apart, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double max = max(x, xo + i, count, apart);
      double shift = Math.min(Math.max(max, -Double.MAX_VALUE), Double.MAX_VALUE);
      double sum = 0;
      for (int c = 0; c < count; c++) {
        double e = Math.exp(Math.min(x[xo + i + c * apart] - shift, 0));
        out[oo + i + c * apart] = e;
        sum += e;
      }
      double scale = 1 / Math.max(sum, 1);
      for (int c = 0; c < count; c++) {
        out[oo + i + c * apart] *= scale;
      }
    }
  }

  static void logSumExp(
      double[] x, int xo, double[] s, int so, int count, int apart, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      double share = Math.max(max(s, so + i, count, apart), Double.MIN_NORMAL);
      out[oo + i] = max(x, xo + i, count, apart) - Math.log(share);
    }
  }

  private static double max(double[] x, int from, int count, int apart) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < count; c++) {
      max = Math.max(max, x[from + c * apart]);
    }
    return max;
  }
}
