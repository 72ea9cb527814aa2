package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Two products of the same consecutive rows, each with its own vector, to the bits of {@link
 * VectorColumns}: every number of the table is read once for both.
 */
final class VectorColumnPairs {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorColumnPairs() {}

  /** As many rows as it can, and says how many; for each, columns are added in turn. */
  static int dots(
      double[][] x,
      int place,
      int columns,
      int first,
      double[] w,
      double[] out,
      int oo,
      double[] v,
      double[] other,
      int po,
      int rows) {
    int r = 0;
    for (; r + 4 * L <= rows; r += 4 * L) {
      four(x, place, columns, first + r, w, out, oo + r, v, other, po + r);
    }
    for (; r + L <= rows; r += L) {
      one(x, place, columns, first + r, w, out, oo + r, v, other, po + r);
    }
    return r;
  }

  private static void four(
      double[][] x,
      int place,
      int columns,
      int i,
      double[] w,
      double[] out,
      int o,
      double[] v,
      double[] other,
      int p) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    DoubleVector t0 = DoubleVector.zero(S);
    DoubleVector t1 = DoubleVector.zero(S);
    DoubleVector t2 = DoubleVector.zero(S);
    DoubleVector t3 = DoubleVector.zero(S);
    for (int j = 0; j < columns; j++) {
      double[] c = x[place + j];
      DoubleVector a = DoubleVector.broadcast(S, w[j]);
      DoubleVector b = DoubleVector.broadcast(S, v[j]);
      DoubleVector c0 = DoubleVector.fromArray(S, c, i);
      DoubleVector c1 = DoubleVector.fromArray(S, c, i + L);
      DoubleVector c2 = DoubleVector.fromArray(S, c, i + 2 * L);
      DoubleVector c3 = DoubleVector.fromArray(S, c, i + 3 * L);
      s0 = c0.fma(a, s0);
      s1 = c1.fma(a, s1);
      s2 = c2.fma(a, s2);
      s3 = c3.fma(a, s3);
      t0 = c0.fma(b, t0);
      t1 = c1.fma(b, t1);
      t2 = c2.fma(b, t2);
      t3 = c3.fma(b, t3);
    }
    s0.intoArray(out, o);
    s1.intoArray(out, o + L);
    s2.intoArray(out, o + 2 * L);
    s3.intoArray(out, o + 3 * L);
    t0.intoArray(other, p);
    t1.intoArray(other, p + L);
    t2.intoArray(other, p + 2 * L);
    t3.intoArray(other, p + 3 * L);
  }

  private static void one(
      double[][] x,
      int place,
      int columns,
      int i,
      double[] w,
      double[] out,
      int o,
      double[] v,
      double[] other,
      int p) {
    DoubleVector s = DoubleVector.zero(S);
    DoubleVector t = DoubleVector.zero(S);
    for (int j = 0; j < columns; j++) {
      DoubleVector c = DoubleVector.fromArray(S, x[place + j], i);
      s = c.fma(DoubleVector.broadcast(S, w[j]), s);
      t = c.fma(DoubleVector.broadcast(S, v[j]), t);
    }
    s.intoArray(out, o);
    t.intoArray(other, p);
  }

  /**
   * Sums over as many rows as it can, and says how many.
   *
   * @param out room for the lanes of each sum, as {@code other}
   */
  static int sums(
      double[][] x,
      int place,
      int columns,
      int first,
      double[] g,
      int go,
      double[] out,
      double[] h,
      int ho,
      double[] other,
      int rows) {
    int whole = S.loopBound(rows);
    int j = 0;
    for (; j + 4 <= columns; j += 4) {
      four(x, place + j, first, g, go, out, h, ho, other, whole, j);
    }
    for (; j < columns; j++) {
      VectorColumns.single(x[place + j], first, g, go, whole, out, j);
      VectorColumns.single(x[place + j], first, h, ho, whole, other, j);
    }
    VectorColumns.fold(out, columns);
    VectorColumns.fold(other, columns);
    return whole;
  }

  /** Rows in turn to two sums for each of four columns and either vector. */
  private static void four(
      double[][] x,
      int place,
      int first,
      double[] g,
      int go,
      double[] out,
      double[] h,
      int ho,
      double[] other,
      int rows,
      int j) {
    double[] c0 = x[place];
    double[] c1 = x[place + 1];
    double[] c2 = x[place + 2];
    double[] c3 = x[place + 3];
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = DoubleVector.zero(S);
    DoubleVector a2 = DoubleVector.zero(S);
    DoubleVector a3 = DoubleVector.zero(S);
    DoubleVector b0 = DoubleVector.zero(S);
    DoubleVector b1 = DoubleVector.zero(S);
    DoubleVector b2 = DoubleVector.zero(S);
    DoubleVector b3 = DoubleVector.zero(S);
    DoubleVector d0 = DoubleVector.zero(S);
    DoubleVector d1 = DoubleVector.zero(S);
    DoubleVector d2 = DoubleVector.zero(S);
    DoubleVector d3 = DoubleVector.zero(S);
    DoubleVector e0 = DoubleVector.zero(S);
    DoubleVector e1 = DoubleVector.zero(S);
    DoubleVector e2 = DoubleVector.zero(S);
    DoubleVector e3 = DoubleVector.zero(S);
    int r = 0;
    for (; r + 2 * L <= rows; r += 2 * L) {
      int i = first + r;
      DoubleVector u = DoubleVector.fromArray(S, g, go + r);
      DoubleVector v = DoubleVector.fromArray(S, h, ho + r);
      DoubleVector x0 = DoubleVector.fromArray(S, c0, i);
      a0 = x0.fma(u, a0);
      d0 = x0.fma(v, d0);
      DoubleVector x1 = DoubleVector.fromArray(S, c1, i);
      a1 = x1.fma(u, a1);
      d1 = x1.fma(v, d1);
      DoubleVector x2 = DoubleVector.fromArray(S, c2, i);
      a2 = x2.fma(u, a2);
      d2 = x2.fma(v, d2);
      DoubleVector x3 = DoubleVector.fromArray(S, c3, i);
      a3 = x3.fma(u, a3);
      d3 = x3.fma(v, d3);
      u = DoubleVector.fromArray(S, g, go + r + L);
      v = DoubleVector.fromArray(S, h, ho + r + L);
      x0 = DoubleVector.fromArray(S, c0, i + L);
      b0 = x0.fma(u, b0);
      e0 = x0.fma(v, e0);
      x1 = DoubleVector.fromArray(S, c1, i + L);
      b1 = x1.fma(u, b1);
      e1 = x1.fma(v, e1);
      x2 = DoubleVector.fromArray(S, c2, i + L);
      b2 = x2.fma(u, b2);
      e2 = x2.fma(v, e2);
      x3 = DoubleVector.fromArray(S, c3, i + L);
      b3 = x3.fma(u, b3);
      e3 = x3.fma(v, e3);
    }
    if (r < rows) {
      int i = first + r;
      DoubleVector u = DoubleVector.fromArray(S, g, go + r);
      DoubleVector v = DoubleVector.fromArray(S, h, ho + r);
      DoubleVector x0 = DoubleVector.fromArray(S, c0, i);
      a0 = x0.fma(u, a0);
      d0 = x0.fma(v, d0);
      DoubleVector x1 = DoubleVector.fromArray(S, c1, i);
      a1 = x1.fma(u, a1);
      d1 = x1.fma(v, d1);
      DoubleVector x2 = DoubleVector.fromArray(S, c2, i);
      a2 = x2.fma(u, a2);
      d2 = x2.fma(v, d2);
      DoubleVector x3 = DoubleVector.fromArray(S, c3, i);
      a3 = x3.fma(u, a3);
      d3 = x3.fma(v, d3);
    }
    a0.add(b0).intoArray(out, j * L);
    a1.add(b1).intoArray(out, (j + 1) * L);
    a2.add(b2).intoArray(out, (j + 2) * L);
    a3.add(b3).intoArray(out, (j + 3) * L);
    d0.add(e0).intoArray(other, j * L);
    d1.add(e1).intoArray(other, (j + 1) * L);
    d2.add(e2).intoArray(other, (j + 2) * L);
    d3.add(e3).intoArray(other, (j + 3) * L);
  }
}
