package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tiles of {@link VectorGemm}, which sum a part of the output in registers. In the widest every
 * number of a that is brought into all lanes is used four times, which is what sets the pace: it
 * does a quarter more products a second than 8 rows by 2 vectors. It only adds; the others add
 * {@code factor} times the product, 1 or −1.
 */
final class VectorTile {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  static final int ROWS = 6;
  static final int WIDTH = 4 * L;

  private VectorTile() {}

  /** 6 rows × 4 vectors. */
  static void tile(
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
      int k) {
    DoubleVector s00 = DoubleVector.fromArray(S, out, oo);
    DoubleVector s01 = DoubleVector.fromArray(S, out, oo + L);
    DoubleVector s02 = DoubleVector.fromArray(S, out, oo + 2 * L);
    DoubleVector s03 = DoubleVector.fromArray(S, out, oo + 3 * L);
    DoubleVector s10 = DoubleVector.fromArray(S, out, oo + os);
    DoubleVector s11 = DoubleVector.fromArray(S, out, oo + os + L);
    DoubleVector s12 = DoubleVector.fromArray(S, out, oo + os + 2 * L);
    DoubleVector s13 = DoubleVector.fromArray(S, out, oo + os + 3 * L);
    DoubleVector s20 = DoubleVector.fromArray(S, out, oo + 2 * os);
    DoubleVector s21 = DoubleVector.fromArray(S, out, oo + 2 * os + L);
    DoubleVector s22 = DoubleVector.fromArray(S, out, oo + 2 * os + 2 * L);
    DoubleVector s23 = DoubleVector.fromArray(S, out, oo + 2 * os + 3 * L);
    DoubleVector s30 = DoubleVector.fromArray(S, out, oo + 3 * os);
    DoubleVector s31 = DoubleVector.fromArray(S, out, oo + 3 * os + L);
    DoubleVector s32 = DoubleVector.fromArray(S, out, oo + 3 * os + 2 * L);
    DoubleVector s33 = DoubleVector.fromArray(S, out, oo + 3 * os + 3 * L);
    DoubleVector s40 = DoubleVector.fromArray(S, out, oo + 4 * os);
    DoubleVector s41 = DoubleVector.fromArray(S, out, oo + 4 * os + L);
    DoubleVector s42 = DoubleVector.fromArray(S, out, oo + 4 * os + 2 * L);
    DoubleVector s43 = DoubleVector.fromArray(S, out, oo + 4 * os + 3 * L);
    DoubleVector s50 = DoubleVector.fromArray(S, out, oo + 5 * os);
    DoubleVector s51 = DoubleVector.fromArray(S, out, oo + 5 * os + L);
    DoubleVector s52 = DoubleVector.fromArray(S, out, oo + 5 * os + 2 * L);
    DoubleVector s53 = DoubleVector.fromArray(S, out, oo + 5 * os + 3 * L);
    for (int p = 0; p < k; p++) {
      int from = bo + p * bs;
      DoubleVector b0 = DoubleVector.fromArray(S, b, from);
      DoubleVector b1 = DoubleVector.fromArray(S, b, from + L);
      DoubleVector b2 = DoubleVector.fromArray(S, b, from + 2 * L);
      DoubleVector b3 = DoubleVector.fromArray(S, b, from + 3 * L);
      int at = ao + p * ap;
      DoubleVector a0 = DoubleVector.broadcast(S, a[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      s03 = a0.fma(b3, s03);
      DoubleVector a1 = DoubleVector.broadcast(S, a[at + ai]);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s12 = a1.fma(b2, s12);
      s13 = a1.fma(b3, s13);
      DoubleVector a2 = DoubleVector.broadcast(S, a[at + 2 * ai]);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      s22 = a2.fma(b2, s22);
      s23 = a2.fma(b3, s23);
      DoubleVector a3 = DoubleVector.broadcast(S, a[at + 3 * ai]);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      s32 = a3.fma(b2, s32);
      s33 = a3.fma(b3, s33);
      DoubleVector a4 = DoubleVector.broadcast(S, a[at + 4 * ai]);
      s40 = a4.fma(b0, s40);
      s41 = a4.fma(b1, s41);
      s42 = a4.fma(b2, s42);
      s43 = a4.fma(b3, s43);
      DoubleVector a5 = DoubleVector.broadcast(S, a[at + 5 * ai]);
      s50 = a5.fma(b0, s50);
      s51 = a5.fma(b1, s51);
      s52 = a5.fma(b2, s52);
      s53 = a5.fma(b3, s53);
    }
    s00.intoArray(out, oo);
    s01.intoArray(out, oo + L);
    s02.intoArray(out, oo + 2 * L);
    s03.intoArray(out, oo + 3 * L);
    s10.intoArray(out, oo + os);
    s11.intoArray(out, oo + os + L);
    s12.intoArray(out, oo + os + 2 * L);
    s13.intoArray(out, oo + os + 3 * L);
    s20.intoArray(out, oo + 2 * os);
    s21.intoArray(out, oo + 2 * os + L);
    s22.intoArray(out, oo + 2 * os + 2 * L);
    s23.intoArray(out, oo + 2 * os + 3 * L);
    s30.intoArray(out, oo + 3 * os);
    s31.intoArray(out, oo + 3 * os + L);
    s32.intoArray(out, oo + 3 * os + 2 * L);
    s33.intoArray(out, oo + 3 * os + 3 * L);
    s40.intoArray(out, oo + 4 * os);
    s41.intoArray(out, oo + 4 * os + L);
    s42.intoArray(out, oo + 4 * os + 2 * L);
    s43.intoArray(out, oo + 4 * os + 3 * L);
    s50.intoArray(out, oo + 5 * os);
    s51.intoArray(out, oo + 5 * os + L);
    s52.intoArray(out, oo + 5 * os + 2 * L);
    s53.intoArray(out, oo + 5 * os + 3 * L);
  }

  /** 8 rows × 2 vectors. */
  static void wide(
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
    DoubleVector s40 = DoubleVector.fromArray(S, out, oo + 4 * os).mul(factor);
    DoubleVector s41 = DoubleVector.fromArray(S, out, oo + 4 * os + L).mul(factor);
    DoubleVector s50 = DoubleVector.fromArray(S, out, oo + 5 * os).mul(factor);
    DoubleVector s51 = DoubleVector.fromArray(S, out, oo + 5 * os + L).mul(factor);
    DoubleVector s60 = DoubleVector.fromArray(S, out, oo + 6 * os).mul(factor);
    DoubleVector s61 = DoubleVector.fromArray(S, out, oo + 6 * os + L).mul(factor);
    DoubleVector s70 = DoubleVector.fromArray(S, out, oo + 7 * os).mul(factor);
    DoubleVector s71 = DoubleVector.fromArray(S, out, oo + 7 * os + L).mul(factor);
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
    s00.mul(factor).intoArray(out, oo);
    s01.mul(factor).intoArray(out, oo + L);
    s10.mul(factor).intoArray(out, oo + os);
    s11.mul(factor).intoArray(out, oo + os + L);
    s20.mul(factor).intoArray(out, oo + 2 * os);
    s21.mul(factor).intoArray(out, oo + 2 * os + L);
    s30.mul(factor).intoArray(out, oo + 3 * os);
    s31.mul(factor).intoArray(out, oo + 3 * os + L);
    s40.mul(factor).intoArray(out, oo + 4 * os);
    s41.mul(factor).intoArray(out, oo + 4 * os + L);
    s50.mul(factor).intoArray(out, oo + 5 * os);
    s51.mul(factor).intoArray(out, oo + 5 * os + L);
    s60.mul(factor).intoArray(out, oo + 6 * os);
    s61.mul(factor).intoArray(out, oo + 6 * os + L);
    s70.mul(factor).intoArray(out, oo + 7 * os);
    s71.mul(factor).intoArray(out, oo + 7 * os + L);
  }

  /** 8 rows × 1 vector. */
  static void narrow(
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
    DoubleVector s40 = DoubleVector.fromArray(S, out, oo + 4 * os).mul(factor);
    DoubleVector s50 = DoubleVector.fromArray(S, out, oo + 5 * os).mul(factor);
    DoubleVector s60 = DoubleVector.fromArray(S, out, oo + 6 * os).mul(factor);
    DoubleVector s70 = DoubleVector.fromArray(S, out, oo + 7 * os).mul(factor);
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
    s00.mul(factor).intoArray(out, oo);
    s10.mul(factor).intoArray(out, oo + os);
    s20.mul(factor).intoArray(out, oo + 2 * os);
    s30.mul(factor).intoArray(out, oo + 3 * os);
    s40.mul(factor).intoArray(out, oo + 4 * os);
    s50.mul(factor).intoArray(out, oo + 5 * os);
    s60.mul(factor).intoArray(out, oo + 6 * os);
    s70.mul(factor).intoArray(out, oo + 7 * os);
  }
}
