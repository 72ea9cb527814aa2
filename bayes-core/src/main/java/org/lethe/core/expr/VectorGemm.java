package org.lethe.core.expr;

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
    int i = 0;
    for (; i + ROWS <= m; i += ROWS) {
      int j = 0;
      for (; j + 2 * L <= n; j += 2 * L) {
        tile(a, ao + i * ai, ai, ap, b, bo + j, bs, out, oo + i * os + j, os, k, sign);
      }
      for (; j + L <= n; j += L) {
        narrow(a, ao + i * ai, ai, ap, b, bo + j, bs, out, oo + i * os + j, os, k, sign);
      }
    }
    for (; i < m; i++) {
      int j = 0;
      for (; j + 2 * L <= n; j += 2 * L) {
        row(a, ao + i * ai, ap, b, bo + j, bs, out, oo + i * os + j, k, sign);
      }
      for (; j + L <= n; j += L) {
        single(a, ao + i * ai, ap, b, bo + j, bs, out, oo + i * os + j, k, sign);
      }
    }
    int whole = S.loopBound(n);
    if (whole < n) {
      rest(a, ao, ai, ap, b, bo, bs, out, oo, os, m, k, whole, n, sign);
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
      int sign) {
    for (int i = 0; i < m; i++) {
      for (int j = from; j < n; j++) {
        double s = 0;
        for (int p = 0; p < k; p++) {
          s = Math.fma(a[ao + i * ai + p * ap], b[bo + p * bs + j], s);
        }
        int at = oo + i * os + j;
        out[at] = sign == 0 ? s : out[at] + sign * s;
      }
    }
  }

  private static void store(DoubleVector s, double[] out, int at, int sign) {
    if (sign == 0) {
      s.intoArray(out, at);
    } else if (sign > 0) {
      DoubleVector.fromArray(S, out, at).add(s).intoArray(out, at);
    } else {
      DoubleVector.fromArray(S, out, at).sub(s).intoArray(out, at);
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
      int sign) {
    DoubleVector s00 = DoubleVector.zero(S);
    DoubleVector s01 = DoubleVector.zero(S);
    DoubleVector s10 = DoubleVector.zero(S);
    DoubleVector s11 = DoubleVector.zero(S);
    DoubleVector s20 = DoubleVector.zero(S);
    DoubleVector s21 = DoubleVector.zero(S);
    DoubleVector s30 = DoubleVector.zero(S);
    DoubleVector s31 = DoubleVector.zero(S);
    DoubleVector s40 = DoubleVector.zero(S);
    DoubleVector s41 = DoubleVector.zero(S);
    DoubleVector s50 = DoubleVector.zero(S);
    DoubleVector s51 = DoubleVector.zero(S);
    DoubleVector s60 = DoubleVector.zero(S);
    DoubleVector s61 = DoubleVector.zero(S);
    DoubleVector s70 = DoubleVector.zero(S);
    DoubleVector s71 = DoubleVector.zero(S);
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(S, b, bo + p * bs);
      DoubleVector b1 = DoubleVector.fromArray(S, b, bo + p * bs + L);
      int at = ao + p * ap;
      DoubleVector a0 = DoubleVector.broadcast(S, a[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      DoubleVector a1 = DoubleVector.broadcast(S, a[at + ai]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      DoubleVector a2 = DoubleVector.broadcast(S, a[at + 2 * ai]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      DoubleVector a3 = DoubleVector.broadcast(S, a[at + 3 * ai]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      DoubleVector a4 = DoubleVector.broadcast(S, a[at + 4 * ai]);
      s40 = a4.fma(b0, s40);
      s41 = a4.fma(b1, s41);
      DoubleVector a5 = DoubleVector.broadcast(S, a[at + 5 * ai]);
      s50 = a5.fma(b0, s50);
      s51 = a5.fma(b1, s51);
      DoubleVector a6 = DoubleVector.broadcast(S, a[at + 6 * ai]);
      s60 = a6.fma(b0, s60);
      s61 = a6.fma(b1, s61);
      DoubleVector a7 = DoubleVector.broadcast(S, a[at + 7 * ai]);
      s70 = a7.fma(b0, s70);
      s71 = a7.fma(b1, s71);
    }
    store(s00, out, oo, sign);
    store(s01, out, oo + L, sign);
    store(s10, out, oo + os, sign);
    store(s11, out, oo + os + L, sign);
    store(s20, out, oo + 2 * os, sign);
    store(s21, out, oo + 2 * os + L, sign);
    store(s30, out, oo + 3 * os, sign);
    store(s31, out, oo + 3 * os + L, sign);
    store(s40, out, oo + 4 * os, sign);
    store(s41, out, oo + 4 * os + L, sign);
    store(s50, out, oo + 5 * os, sign);
    store(s51, out, oo + 5 * os + L, sign);
    store(s60, out, oo + 6 * os, sign);
    store(s61, out, oo + 6 * os + L, sign);
    store(s70, out, oo + 7 * os, sign);
    store(s71, out, oo + 7 * os + L, sign);
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
      int sign) {
    DoubleVector s00 = DoubleVector.zero(S);
    DoubleVector s10 = DoubleVector.zero(S);
    DoubleVector s20 = DoubleVector.zero(S);
    DoubleVector s30 = DoubleVector.zero(S);
    DoubleVector s40 = DoubleVector.zero(S);
    DoubleVector s50 = DoubleVector.zero(S);
    DoubleVector s60 = DoubleVector.zero(S);
    DoubleVector s70 = DoubleVector.zero(S);
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(S, b, bo + p * bs);
      int at = ao + p * ap;
      s00 = DoubleVector.broadcast(S, a[at]).fma(b0, s00);
      s10 = DoubleVector.broadcast(S, a[at + ai]).fma(b0, s10);
      s20 = DoubleVector.broadcast(S, a[at + 2 * ai]).fma(b0, s20);
      s30 = DoubleVector.broadcast(S, a[at + 3 * ai]).fma(b0, s30);
      s40 = DoubleVector.broadcast(S, a[at + 4 * ai]).fma(b0, s40);
      s50 = DoubleVector.broadcast(S, a[at + 5 * ai]).fma(b0, s50);
      s60 = DoubleVector.broadcast(S, a[at + 6 * ai]).fma(b0, s60);
      s70 = DoubleVector.broadcast(S, a[at + 7 * ai]).fma(b0, s70);
    }
    store(s00, out, oo, sign);
    store(s10, out, oo + os, sign);
    store(s20, out, oo + 2 * os, sign);
    store(s30, out, oo + 3 * os, sign);
    store(s40, out, oo + 4 * os, sign);
    store(s50, out, oo + 5 * os, sign);
    store(s60, out, oo + 6 * os, sign);
    store(s70, out, oo + 7 * os, sign);
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
      int sign) {
    DoubleVector s00 = DoubleVector.zero(S);
    DoubleVector s01 = DoubleVector.zero(S);
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(S, b, bo + p * bs);
      DoubleVector b1 = DoubleVector.fromArray(S, b, bo + p * bs + L);
      int at = ao + p * ap;
      DoubleVector a0 = DoubleVector.broadcast(S, a[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
    }
    store(s00, out, oo, sign);
    store(s01, out, oo + L, sign);
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
      int sign) {
    DoubleVector s00 = DoubleVector.zero(S);
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(S, b, bo + p * bs);
      int at = ao + p * ap;
      s00 = DoubleVector.broadcast(S, a[at]).fma(b0, s00);
    }
    store(s00, out, oo, sign);
  }
}
