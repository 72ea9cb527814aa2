package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of four rows, for those that {@link VectorTile} leaves over: one by one they would wait for
 * their own sums.
 */
final class VectorLowTile {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  static final int ROWS = 4;

  private VectorLowTile() {}

  /** Adds {@code factor} times the product, 1 or −1, to {@code width} columns, whole vectors. */
  static void add(
      int width,
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
    int j = 0;
    for (; j + 2 * L <= width; j += 2 * L) {
      two(a, ao, ai, ap, b, bo + j, bs, out, oo + j, os, k, factor);
    }
    if (j < width) {
      one(a, ao, ai, ap, b, bo + j, bs, out, oo + j, os, k, factor);
    }
  }

  /** 4 rows × 2 vectors. */
  private static void two(
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
    DoubleVector s00 = DoubleVector.fromArray(S, out, oo).mul(factor);
    DoubleVector s01 = DoubleVector.fromArray(S, out, oo + L).mul(factor);
    DoubleVector s10 = DoubleVector.fromArray(S, out, oo + os).mul(factor);
    DoubleVector s11 = DoubleVector.fromArray(S, out, oo + os + L).mul(factor);
    DoubleVector s20 = DoubleVector.fromArray(S, out, oo + 2 * os).mul(factor);
    DoubleVector s21 = DoubleVector.fromArray(S, out, oo + 2 * os + L).mul(factor);
    DoubleVector s30 = DoubleVector.fromArray(S, out, oo + 3 * os).mul(factor);
    DoubleVector s31 = DoubleVector.fromArray(S, out, oo + 3 * os + L).mul(factor);
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
    }
    s00.mul(factor).intoArray(out, oo);
    s01.mul(factor).intoArray(out, oo + L);
    s10.mul(factor).intoArray(out, oo + os);
    s11.mul(factor).intoArray(out, oo + os + L);
    s20.mul(factor).intoArray(out, oo + 2 * os);
    s21.mul(factor).intoArray(out, oo + 2 * os + L);
    s30.mul(factor).intoArray(out, oo + 3 * os);
    s31.mul(factor).intoArray(out, oo + 3 * os + L);
  }

  /** 4 rows × 1 vector. */
  private static void one(
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
    DoubleVector s00 = DoubleVector.fromArray(S, out, oo).mul(factor);
    DoubleVector s10 = DoubleVector.fromArray(S, out, oo + os).mul(factor);
    DoubleVector s20 = DoubleVector.fromArray(S, out, oo + 2 * os).mul(factor);
    DoubleVector s30 = DoubleVector.fromArray(S, out, oo + 3 * os).mul(factor);
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(S, b, bo + p * bs);
      int at = ao + p * ap;
      DoubleVector a0 = DoubleVector.broadcast(S, a[at]);
      s00 = a0.fma(b0, s00);
      DoubleVector a1 = DoubleVector.broadcast(S, a[at + ai]);
      s10 = a1.fma(b0, s10);
      DoubleVector a2 = DoubleVector.broadcast(S, a[at + 2 * ai]);
      s20 = a2.fma(b0, s20);
      DoubleVector a3 = DoubleVector.broadcast(S, a[at + 3 * ai]);
      s30 = a3.fma(b0, s30);
    }
    s00.mul(factor).intoArray(out, oo);
    s10.mul(factor).intoArray(out, oo + os);
    s20.mul(factor).intoArray(out, oo + 2 * os);
    s30.mul(factor).intoArray(out, oo + 3 * os);
  }
}
