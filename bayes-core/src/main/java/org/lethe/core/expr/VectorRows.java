package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Products of a row-major table with one vector, four rows or four vectors of columns at once. */
final class VectorRows {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorRows() {}

  static void dots(
      double[] t, int to, int stride, double[] w, int width, double[] out, int oo, int rows) {
    int r = 0;
    for (; r + 4 <= rows; r += 4) {
      four(t, to + r * stride, stride, w, width, out, oo + r);
    }
    for (; r < rows; r++) {
      DoubleVector s = DoubleVector.zero(S);
      for (int j = 0; j < width; j += L) {
        s =
            DoubleVector.fromArray(S, t, to + r * stride + j)
                .fma(DoubleVector.fromArray(S, w, j), s);
      }
      out[oo + r] = VectorMath.sum(s);
    }
  }

  private static void four(
      double[] t, int at, int stride, double[] w, int width, double[] out, int oo) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    for (int j = 0; j < width; j += L) {
      DoubleVector v = DoubleVector.fromArray(S, w, j);
      int i = at + j;
      s0 = DoubleVector.fromArray(S, t, i).fma(v, s0);
      s1 = DoubleVector.fromArray(S, t, i + stride).fma(v, s1);
      s2 = DoubleVector.fromArray(S, t, i + 2 * stride).fma(v, s2);
      s3 = DoubleVector.fromArray(S, t, i + 3 * stride).fma(v, s3);
    }
    out[oo] = VectorMath.sum(s0);
    out[oo + 1] = VectorMath.sum(s1);
    out[oo + 2] = VectorMath.sum(s2);
    out[oo + 3] = VectorMath.sum(s3);
  }

  static void sums(
      double[] t, int to, int stride, double[] g, int go, int rows, double[] out, int width) {
    int j = 0;
    for (; j + 4 * L <= width; j += 4 * L) {
      fourColumns(t, to + j, stride, g, go, rows, out, j);
    }
    for (; j < width; j += L) {
      DoubleVector s = DoubleVector.zero(S);
      for (int r = 0; r < rows; r++) {
        s =
            DoubleVector.fromArray(S, t, to + j + r * stride)
                .fma(DoubleVector.broadcast(S, g[go + r]), s);
      }
      s.intoArray(out, j);
    }
  }

  private static void fourColumns(
      double[] t, int to, int stride, double[] g, int go, int rows, double[] out, int j) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    for (int r = 0; r < rows; r++) {
      DoubleVector v = DoubleVector.broadcast(S, g[go + r]);
      int i = to + r * stride;
      s0 = DoubleVector.fromArray(S, t, i).fma(v, s0);
      s1 = DoubleVector.fromArray(S, t, i + L).fma(v, s1);
      s2 = DoubleVector.fromArray(S, t, i + 2 * L).fma(v, s2);
      s3 = DoubleVector.fromArray(S, t, i + 3 * L).fma(v, s3);
    }
    s0.intoArray(out, j);
    s1.intoArray(out, j + L);
    s2.intoArray(out, j + 2 * L);
    s3.intoArray(out, j + 3 * L);
  }
}
