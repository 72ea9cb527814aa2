package org.lethe.core.expr;

/** What a mixture of normals needs of its rows: see {@link VectorMixture}. */
final class PlainMixture {

  private static final Kernels PLAIN = PlainKernels.INSTANCE;

  private PlainMixture() {}

  /** See {@link Kernels#gaussianExponents}. */
  static void exponents(
      double[] x,
      int xo,
      int xs,
      double[] m,
      int mo,
      int k,
      int d,
      double[] b,
      int bo,
      double[] out,
      int oo,
      int os,
      int n) {
    for (int c = 0; c < k; c++) {
      int at = oo + c * os;
      PLAIN.fill(b[bo + c], out, at, n);
      for (int j = 0; j < d; j++) {
        double centre = m[mo + c * d + j];
        for (int i = 0; i < n; i++) {
          double apart = x[xo + j * xs + i] - centre;
          out[at + i] -= 0.5 * apart * apart;
        }
      }
    }
  }

  /** See {@link Kernels#rowMoment}. */
  static void moments(
      double[] a,
      int ao,
      int as,
      int k,
      double[] x,
      int xo,
      int xs,
      int d,
      double[] m,
      int mo,
      double[] out,
      int oo,
      int n) {
    for (int c = 0; c < k; c++) {
      double total = PLAIN.sum(a, ao + c * as, n);
      for (int j = 0; j < d; j++) {
        int at = c * d + j;
        out[oo + at] = PLAIN.dot(a, ao + c * as, x, xo + j * xs, n) - m[mo + at] * total;
      }
    }
  }
}
