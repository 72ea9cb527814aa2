package org.lethe.core.expr;

/**
 * The transpose of a matrix, eight rows at a time, so that whole stretches are written: loads and
 * stores one by one take a third of the time of shuffles in registers.
 */
final class Transposed {

  private static final int ROWS = 8;

  /** So many rows of the result stay in the first cache until they are whole. */
  private static final int COLUMNS = 32;

  private Transposed() {}

  /** out[oo + j·os + i] = x[xo + i·xs + j] for i &lt; m, j &lt; n. */
  static void copy(double[] x, int xo, int xs, double[] out, int oo, int os, int m, int n) {
    for (int j = 0; j < n; j += COLUMNS) {
      strip(x, xo + j, xs, out, oo + j * os, os, m, Math.min(COLUMNS, n - j));
    }
  }

  private static void strip(
      double[] x, int xo, int xs, double[] out, int oo, int os, int m, int n) {
    int i = 0;
    for (; i + ROWS <= m; i += ROWS) {
      eight(x, xo + i * xs, xs, out, oo + i, os, n);
    }
    for (; i < m; i++) {
      for (int j = 0; j < n; j++) {
        out[oo + j * os + i] = x[xo + i * xs + j];
      }
    }
  }

  private static void eight(double[] x, int xo, int xs, double[] out, int oo, int os, int n) {
    int x1 = xo + xs;
    int x2 = x1 + xs;
    int x3 = x2 + xs;
    int x4 = x3 + xs;
    int x5 = x4 + xs;
    int x6 = x5 + xs;
    int x7 = x6 + xs;
    for (int j = 0, o = oo; j < n; j++, o += os) {
      out[o] = x[xo + j];
      out[o + 1] = x[x1 + j];
      out[o + 2] = x[x2 + j];
      out[o + 3] = x[x3 + j];
      out[o + 4] = x[x4 + j];
      out[o + 5] = x[x5 + j];
      out[o + 6] = x[x6 + j];
      out[o + 7] = x[x7 + j];
    }
  }
}
