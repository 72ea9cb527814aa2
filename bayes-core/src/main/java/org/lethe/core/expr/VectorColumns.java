package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of consecutive rows with one vector, read column by column: rows are in the lanes, so no
 * lanes are added up for a row, and no copy of the table is needed.
 */
final class VectorColumns {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorColumns() {}

  /** As many rows as it can, and says how many; for each, columns are added in turn. */
  static int dots(
      double[][] x, int place, int columns, int first, double[] w, double[] out, int oo, int rows) {
    int r = 0;
    for (; r + 8 * L <= rows; r += 8 * L) {
      eight(x, place, columns, first + r, w, out, oo + r);
    }
    for (; r + 2 * L <= rows; r += 2 * L) {
      two(x, place, columns, first + r, w, out, oo + r);
    }
    for (; r + L <= rows; r += L) {
      one(x, place, columns, first + r, w, out, oo + r);
    }
    return r;
  }

  private static void eight(
      double[][] x, int place, int columns, int i, double[] w, double[] out, int o) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    DoubleVector s4 = DoubleVector.zero(S);
    DoubleVector s5 = DoubleVector.zero(S);
    DoubleVector s6 = DoubleVector.zero(S);
    DoubleVector s7 = DoubleVector.zero(S);
    for (int j = 0; j < columns; j++) {
      double[] c = x[place + j];
      DoubleVector v = DoubleVector.broadcast(S, w[j]);
      s0 = DoubleVector.fromArray(S, c, i).fma(v, s0);
      s1 = DoubleVector.fromArray(S, c, i + L).fma(v, s1);
      s2 = DoubleVector.fromArray(S, c, i + 2 * L).fma(v, s2);
      s3 = DoubleVector.fromArray(S, c, i + 3 * L).fma(v, s3);
      s4 = DoubleVector.fromArray(S, c, i + 4 * L).fma(v, s4);
      s5 = DoubleVector.fromArray(S, c, i + 5 * L).fma(v, s5);
      s6 = DoubleVector.fromArray(S, c, i + 6 * L).fma(v, s6);
      s7 = DoubleVector.fromArray(S, c, i + 7 * L).fma(v, s7);
    }
    s0.intoArray(out, o);
    s1.intoArray(out, o + L);
    s2.intoArray(out, o + 2 * L);
    s3.intoArray(out, o + 3 * L);
    s4.intoArray(out, o + 4 * L);
    s5.intoArray(out, o + 5 * L);
    s6.intoArray(out, o + 6 * L);
    s7.intoArray(out, o + 7 * L);
  }

  private static void two(
      double[][] x, int place, int columns, int i, double[] w, double[] out, int o) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    for (int j = 0; j < columns; j++) {
      DoubleVector v = DoubleVector.broadcast(S, w[j]);
      s0 = DoubleVector.fromArray(S, x[place + j], i).fma(v, s0);
      s1 = DoubleVector.fromArray(S, x[place + j], i + L).fma(v, s1);
    }
    s0.intoArray(out, o);
    s1.intoArray(out, o + L);
  }

  private static void one(
      double[][] x, int place, int columns, int i, double[] w, double[] out, int o) {
    DoubleVector s = DoubleVector.zero(S);
    for (int j = 0; j < columns; j++) {
      s = DoubleVector.fromArray(S, x[place + j], i).fma(DoubleVector.broadcast(S, w[j]), s);
    }
    s.intoArray(out, o);
  }

  /**
   * Sums over as many rows as it can, and says how many.
   *
   * @param out room for the lanes of each sum
   */
  static int sums(
      double[][] x, int place, int columns, int first, double[] g, int go, int rows, double[] out) {
    int whole = S.loopBound(rows);
    int j = 0;
    for (; j + 4 <= columns; j += 4) {
      four(x, place + j, first, g, go, whole, out, j);
    }
    for (; j < columns; j++) {
      single(x[place + j], first, g, go, whole, out, j);
    }
    fold(out, columns);
    return whole;
  }

  /**
   * Adds up the lanes of each column, halves to halves: {@link VectorMath#sum} after each loop
   * takes as long as 40 rows.
   */
  static void fold(double[] out, int columns) {
    for (int j = 0; j < columns; j++) {
      out[j] = L < 8 ? few(out, j * L) : few(out, j * L) + few(out, j * L + 1);
    }
  }

  /** Of four lanes, {@code L / 4} apart, or of fewer. */
  private static double few(double[] v, int i) {
    if (L < 4) {
      return L < 2 ? v[i] : v[i] + v[i + 1];
    }
    int apart = L / 4;
    return v[i] + v[i + 2 * apart] + (v[i + apart] + v[i + 3 * apart]);
  }

  /** Rows in turn to two sums for each of four columns. */
  private static void four(
      double[][] x, int place, int first, double[] g, int go, int rows, double[] out, int j) {
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
    int r = 0;
    for (; r + 2 * L <= rows; r += 2 * L) {
      int i = first + r;
      DoubleVector u = DoubleVector.fromArray(S, g, go + r);
      a0 = DoubleVector.fromArray(S, c0, i).fma(u, a0);
      a1 = DoubleVector.fromArray(S, c1, i).fma(u, a1);
      a2 = DoubleVector.fromArray(S, c2, i).fma(u, a2);
      a3 = DoubleVector.fromArray(S, c3, i).fma(u, a3);
      DoubleVector v = DoubleVector.fromArray(S, g, go + r + L);
      b0 = DoubleVector.fromArray(S, c0, i + L).fma(v, b0);
      b1 = DoubleVector.fromArray(S, c1, i + L).fma(v, b1);
      b2 = DoubleVector.fromArray(S, c2, i + L).fma(v, b2);
      b3 = DoubleVector.fromArray(S, c3, i + L).fma(v, b3);
    }
    if (r < rows) {
      int i = first + r;
      DoubleVector u = DoubleVector.fromArray(S, g, go + r);
      a0 = DoubleVector.fromArray(S, c0, i).fma(u, a0);
      a1 = DoubleVector.fromArray(S, c1, i).fma(u, a1);
      a2 = DoubleVector.fromArray(S, c2, i).fma(u, a2);
      a3 = DoubleVector.fromArray(S, c3, i).fma(u, a3);
    }
    a0.add(b0).intoArray(out, j * L);
    a1.add(b1).intoArray(out, (j + 1) * L);
    a2.add(b2).intoArray(out, (j + 2) * L);
    a3.add(b3).intoArray(out, (j + 3) * L);
  }

  static void single(double[] c, int first, double[] g, int go, int rows, double[] out, int j) {
    DoubleVector s = DoubleVector.zero(S);
    for (int r = 0; r < rows; r += L) {
      s = DoubleVector.fromArray(S, c, first + r).fma(DoubleVector.fromArray(S, g, go + r), s);
    }
    s.intoArray(out, j * L);
  }

  /** The rows from {@code done} on, by themselves. */
  static void restOfDots(
      double[][] x,
      int place,
      int columns,
      int first,
      double[] w,
      double[] out,
      int oo,
      int done,
      int rows) {
    for (int r = done; r < rows; r++) {
      double s = 0;
      for (int j = 0; j < columns; j++) {
        s = Math.fma(x[place + j][first + r], w[j], s);
      }
      out[oo + r] = s;
    }
  }

  /** Adds the rows from {@code done} on, which do not fill a vector. */
  static void restOfSums(
      double[][] x,
      int place,
      int columns,
      int first,
      double[] g,
      int go,
      double[] out,
      int done,
      int rows) {
    for (int j = 0; done < rows && j < columns; j++) {
      out[j] += PlainKernels.INSTANCE.dot(x[place + j], first + done, g, go + done, rows - done);
    }
  }
}
