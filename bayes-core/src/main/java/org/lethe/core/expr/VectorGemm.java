package org.lethe.core.expr;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The matrix product in registers: a tile of 8 rows by 2 vectors of the output is summed in 16
 * registers before it is written once. What is left over is done row by row, then element by
 * element.
 */
final class VectorGemm {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int ROWS = 8;

  /** Products deeper than this are added up from parts, so that a strip of b fits in the cache. */
  private static final int PANEL = 256;

  private VectorGemm() {}

  static void multiply(
      double[] a,
      int ao,
      int ai,
      int ap,
      double[] b,
      int bo,
      int bs,
      double[] out,
      int oo,
      int os,
      int m,
      int k,
      int n,
      int sign) {
    if (sign == 0) {
      for (int i = 0; i < m; i++) {
        Arrays.fill(out, oo + i * os, oo + i * os + n, 0);
      }
    }
    double factor = sign == 0 ? 1 : sign;
    for (int p = 0; p < k; p += PANEL) {
      int depth = Math.min(PANEL, k - p);
      panel(a, ao + p * ap, ai, ap, b, bo + p * bs, bs, out, oo, os, m, depth, n, factor);
    }
  }

  /** Strip by strip of b, which stays in the cache while all rows of a pass by. */
  private static void panel(
      double[] a,
      int ao,
      int ai,
      int ap,
      double[] b,
      int bo,
      int bs,
      double[] out,
      int oo,
      int os,
      int m,
      int k,
      int n,
      double factor) {
    int j = 0;
    for (; j + 2 * L <= n; j += 2 * L) {
      int i = 0;
      for (; i + ROWS <= m; i += ROWS) {
        tile(a, ao + i * ai, ai, ap, b, bo + j, bs, out, oo + i * os + j, os, k, factor);
      }
      for (; i < m; i++) {
        row(a, ao + i * ai, ap, b, bo + j, bs, out, oo + i * os + j, k, factor);
      }
    }
    for (; j + L <= n; j += L) {
      int i = 0;
      for (; i + ROWS <= m; i += ROWS) {
        narrow(a, ao + i * ai, ai, ap, b, bo + j, bs, out, oo + i * os + j, os, k, factor);
      }
      for (; i < m; i++) {
        single(a, ao + i * ai, ap, b, bo + j, bs, out, oo + i * os + j, k, factor);
      }
    }
    if (j < n) {
      rest(a, ao, ai, ap, b, bo, bs, out, oo, os, m, k, j, n, factor);
    }
  }

  private static void rest(
      double[] a,
      int ao,
      int ai,
      int ap,
      double[] b,
      int bo,
      int bs,
      double[] out,
      int oo,
      int os,
      int m,
      int k,
      int from,
      int n,
      double factor) {
    for (int i = 0; i < m; i++) {
      for (int j = from; j < n; j++) {
        int at = oo + i * os + j;
        double s = out[at];
        for (int p = 0; p < k; p++) {
          s = Math.fma(factor * a[ao + i * ai + p * ap], b[bo + p * bs + j], s);
        }
        out[at] = s;
      }
    }
  }

  /** 8 rows × 2 vectors. */
  private static void tile(
      double[] a,
      int ao,
      int ai,
      int ap,
      double[] b,
      int bo,
      int bs,
      double[] out,
      int oo,
      int os,
      int k,
      double factor) {
    DoubleVector s00 = DoubleVector.fromArray(S, out, oo);
    DoubleVector s01 = DoubleVector.fromArray(S, out, oo + L);
    DoubleVector s10 = DoubleVector.fromArray(S, out, oo + os);
    DoubleVector s11 = DoubleVector.fromArray(S, out, oo + os + L);
    DoubleVector s20 = DoubleVector.fromArray(S, out, oo + 2 * os);
    DoubleVector s21 = DoubleVector.fromArray(S, out, oo + 2 * os + L);
    DoubleVector s30 = DoubleVector.fromArray(S, out, oo + 3 * os);
    DoubleVector s31 = DoubleVector.fromArray(S, out, oo + 3 * os + L);
    DoubleVector s40 = DoubleVector.fromArray(S, out, oo + 4 * os);
    DoubleVector s41 = DoubleVector.fromArray(S, out, oo + 4 * os + L);
    DoubleVector s50 = DoubleVector.fromArray(S, out, oo + 5 * os);
    DoubleVector s51 = DoubleVector.fromArray(S, out, oo + 5 * os + L);
    DoubleVector s60 = DoubleVector.fromArray(S, out, oo + 6 * os);
    DoubleVector s61 = DoubleVector.fromArray(S, out, oo + 6 * os + L);
    DoubleVector s70 = DoubleVector.fromArray(S, out, oo + 7 * os);
    DoubleVector s71 = DoubleVector.fromArray(S, out, oo + 7 * os + L);
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(S, b, bo + p * bs);
      DoubleVector b1 = DoubleVector.fromArray(S, b, bo + p * bs + L);
      int at = ao + p * ap;
      DoubleVector a0 = DoubleVector.broadcast(S, factor * a[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      DoubleVector a1 = DoubleVector.broadcast(S, factor * a[at + ai]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      DoubleVector a2 = DoubleVector.broadcast(S, factor * a[at + 2 * ai]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      DoubleVector a3 = DoubleVector.broadcast(S, factor * a[at + 3 * ai]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      DoubleVector a4 = DoubleVector.broadcast(S, factor * a[at + 4 * ai]);
      s40 = a4.fma(b0, s40);
      s41 = a4.fma(b1, s41);
      DoubleVector a5 = DoubleVector.broadcast(S, factor * a[at + 5 * ai]);
      s50 = a5.fma(b0, s50);
      s51 = a5.fma(b1, s51);
      DoubleVector a6 = DoubleVector.broadcast(S, factor * a[at + 6 * ai]);
      s60 = a6.fma(b0, s60);
      s61 = a6.fma(b1, s61);
      DoubleVector a7 = DoubleVector.broadcast(S, factor * a[at + 7 * ai]);
      s70 = a7.fma(b0, s70);
      s71 = a7.fma(b1, s71);
    }
    s00.intoArray(out, oo);
    s01.intoArray(out, oo + L);
    s10.intoArray(out, oo + os);
    s11.intoArray(out, oo + os + L);
    s20.intoArray(out, oo + 2 * os);
    s21.intoArray(out, oo + 2 * os + L);
    s30.intoArray(out, oo + 3 * os);
    s31.intoArray(out, oo + 3 * os + L);
    s40.intoArray(out, oo + 4 * os);
    s41.intoArray(out, oo + 4 * os + L);
    s50.intoArray(out, oo + 5 * os);
    s51.intoArray(out, oo + 5 * os + L);
    s60.intoArray(out, oo + 6 * os);
    s61.intoArray(out, oo + 6 * os + L);
    s70.intoArray(out, oo + 7 * os);
    s71.intoArray(out, oo + 7 * os + L);
  }

  /** 8 rows × 1 vector. */
  private static void narrow(
      double[] a,
      int ao,
      int ai,
      int ap,
      double[] b,
      int bo,
      int bs,
      double[] out,
      int oo,
      int os,
      int k,
      double factor) {
    DoubleVector s00 = DoubleVector.fromArray(S, out, oo);
    DoubleVector s10 = DoubleVector.fromArray(S, out, oo + os);
    DoubleVector s20 = DoubleVector.fromArray(S, out, oo + 2 * os);
    DoubleVector s30 = DoubleVector.fromArray(S, out, oo + 3 * os);
    DoubleVector s40 = DoubleVector.fromArray(S, out, oo + 4 * os);
    DoubleVector s50 = DoubleVector.fromArray(S, out, oo + 5 * os);
    DoubleVector s60 = DoubleVector.fromArray(S, out, oo + 6 * os);
    DoubleVector s70 = DoubleVector.fromArray(S, out, oo + 7 * os);
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(S, b, bo + p * bs);
      int at = ao + p * ap;
      s00 = DoubleVector.broadcast(S, factor * a[at]).fma(b0, s00);
      s10 = DoubleVector.broadcast(S, factor * a[at + ai]).fma(b0, s10);
      s20 = DoubleVector.broadcast(S, factor * a[at + 2 * ai]).fma(b0, s20);
      s30 = DoubleVector.broadcast(S, factor * a[at + 3 * ai]).fma(b0, s30);
      s40 = DoubleVector.broadcast(S, factor * a[at + 4 * ai]).fma(b0, s40);
      s50 = DoubleVector.broadcast(S, factor * a[at + 5 * ai]).fma(b0, s50);
      s60 = DoubleVector.broadcast(S, factor * a[at + 6 * ai]).fma(b0, s60);
      s70 = DoubleVector.broadcast(S, factor * a[at + 7 * ai]).fma(b0, s70);
    }
    s00.intoArray(out, oo);
    s10.intoArray(out, oo + os);
    s20.intoArray(out, oo + 2 * os);
    s30.intoArray(out, oo + 3 * os);
    s40.intoArray(out, oo + 4 * os);
    s50.intoArray(out, oo + 5 * os);
    s60.intoArray(out, oo + 6 * os);
    s70.intoArray(out, oo + 7 * os);
  }

  /** 1 row × 2 vectors. */
  private static void row(
      double[] a,
      int ao,
      int ap,
      double[] b,
      int bo,
      int bs,
      double[] out,
      int oo,
      int k,
      double factor) {
    DoubleVector s00 = DoubleVector.fromArray(S, out, oo);
    DoubleVector s01 = DoubleVector.fromArray(S, out, oo + L);
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(S, b, bo + p * bs);
      DoubleVector b1 = DoubleVector.fromArray(S, b, bo + p * bs + L);
      int at = ao + p * ap;
      DoubleVector a0 = DoubleVector.broadcast(S, factor * a[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
    }
    s00.intoArray(out, oo);
    s01.intoArray(out, oo + L);
  }

  /** 1 row × 1 vector. */
  private static void single(
      double[] a,
      int ao,
      int ap,
      double[] b,
      int bo,
      int bs,
      double[] out,
      int oo,
      int k,
      double factor) {
    DoubleVector s00 = DoubleVector.fromArray(S, out, oo);
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(S, b, bo + p * bs);
      int at = ao + p * ap;
      s00 = DoubleVector.broadcast(S, factor * a[at]).fma(b0, s00);
    }
    s00.intoArray(out, oo);
  }
}
