package org.lethe.core.expr;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The matrix product in registers: a tile of 6 rows by 4 vectors of the output, or of 8 by 2 or 8
 * by 1, is summed in registers before it is written once. Rows that are left over are done four at
 * a time, then one by one; columns by doing the last whole vector of them again where the output is
 * overwritten, else element by element. Tiles that a triangle leaves empty are skipped, and so are
 * the zeros beside those that it does not.
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
      int sign,
      Triangle held,
      Triangle wanted) {
    boolean again = sign == 0 && n > L && n % L != 0;
    int whole = again ? n - n % L : n;
    if (sign == 0) {
      clear(out, oo, os, m, n);
    }
    double factor = sign == 0 ? 1 : sign;
    for (int p = 0; p < k; p += PANEL) {
      int depth = Math.min(PANEL, k - p);
      panel(a, ao, ai, ap, b, bo, bs, out, oo, os, m, p, depth, 0, whole, factor, held, wanted);
    }
    if (again) {
      clear(out, oo + n - L, os, m, L);
      panel(a, ao, ai, ap, b, bo, bs, out, oo, os, m, 0, k, n - L, n, factor, held, wanted);
    }
  }

  private static void clear(double[] out, int oo, int os, int m, int n) {
    for (int i = 0; i < m; i++) {
      Arrays.fill(out, oo + i * os, oo + i * os + n, 0);
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
      int from,
      int depth,
      int left,
      int right,
      double factor,
      Triangle held,
      Triangle wanted) {
    int j = left;
    for (int width; j + L <= right; j += width) {
      width = width(right - j, factor);
      int height = width > 2 * L ? VectorTile.ROWS : ROWS;
      for (int i = 0, rows; i < m; i += rows) {
        rows = m - i >= height ? height : m - i >= VectorLowTile.ROWS ? VectorLowTile.ROWS : 1;
        int first = Math.max(from, held.first(i));
        int k = held.last(i + rows, from + depth) - first;
        if (k > 0 && wanted.meets(i, i + rows, j, j + width)) {
          int at = ao + i * ai + first * ap;
          int bt = bo + first * bs + j;
          int to = oo + i * os + j;
          if (rows > 1) {
            tile(rows, width, a, at, ai, ap, b, bt, bs, out, to, os, k, factor);
          } else {
            row(width, a, at, ap, b, bt, bs, out, to, k, factor);
          }
        }
      }
    }
    if (j < right) {
      rest(
          a,
          ao + from * ap,
          ai,
          ap,
          b,
          bo + from * bs,
          bs,
          out,
          oo,
          os,
          m,
          depth,
          j,
          right,
          factor);
    }
  }

  /** The widest strip that fits; the widest tile only adds. */
  private static int width(int columns, double factor) {
    if (columns >= VectorTile.WIDTH && factor == 1) {
      return VectorTile.WIDTH;
    }
    return columns >= 2 * L ? 2 * L : L;
  }

  private static void tile(
      int rows,
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
    if (rows == VectorLowTile.ROWS) {
      VectorLowTile.add(width, a, ao, ai, ap, b, bo, bs, out, oo, os, k, factor);
    } else if (width > 2 * L) {
      VectorTile.tile(a, ao, ai, ap, b, bo, bs, out, oo, os, k);
    } else if (width > L) {
      VectorTile.wide(a, ao, ai, ap, b, bo, bs, out, oo, os, k, factor);
    } else {
      VectorTile.narrow(a, ao, ai, ap, b, bo, bs, out, oo, os, k, factor);
    }
  }

  private static void row(
      int width,
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
    if (width > 2 * L) {
      four(a, ao, ap, b, bo, bs, out, oo, k);
    } else if (width > L) {
      pair(a, ao, ap, b, bo, bs, out, oo, k, factor);
    } else {
      single(a, ao, ap, b, bo, bs, out, oo, k, factor);
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

  /** 1 row × 4 vectors. */
  private static void four(
      double[] a, int ao, int ap, double[] b, int bo, int bs, double[] out, int oo, int k) {
    DoubleVector s00 = DoubleVector.fromArray(S, out, oo);
    DoubleVector s01 = DoubleVector.fromArray(S, out, oo + L);
    DoubleVector s02 = DoubleVector.fromArray(S, out, oo + 2 * L);
    DoubleVector s03 = DoubleVector.fromArray(S, out, oo + 3 * L);
    for (int p = 0; p < k; p++) {
      int from = bo + p * bs;
      DoubleVector b0 = DoubleVector.fromArray(S, b, from);
      DoubleVector b1 = DoubleVector.fromArray(S, b, from + L);
      DoubleVector b2 = DoubleVector.fromArray(S, b, from + 2 * L);
      DoubleVector b3 = DoubleVector.fromArray(S, b, from + 3 * L);
      DoubleVector a0 = DoubleVector.broadcast(S, a[ao + p * ap]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      s03 = a0.fma(b3, s03);
    }
    s00.intoArray(out, oo);
    s01.intoArray(out, oo + L);
    s02.intoArray(out, oo + 2 * L);
    s03.intoArray(out, oo + 3 * L);
  }

  /** 1 row × 2 vectors. */
  private static void pair(
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
    DoubleVector s00 = DoubleVector.fromArray(S, out, oo).mul(factor);
    DoubleVector s01 = DoubleVector.fromArray(S, out, oo + L).mul(factor);
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(S, b, bo + p * bs);
      DoubleVector b1 = DoubleVector.fromArray(S, b, bo + p * bs + L);
      int at = ao + p * ap;
      DoubleVector a0 = DoubleVector.broadcast(S, a[at]);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
    }
    s00.mul(factor).intoArray(out, oo);
    s01.mul(factor).intoArray(out, oo + L);
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
    DoubleVector s00 = DoubleVector.fromArray(S, out, oo).mul(factor);
    for (int p = 0; p < k; p++) {
      DoubleVector b0 = DoubleVector.fromArray(S, b, bo + p * bs);
      int at = ao + p * ap;
      s00 = DoubleVector.broadcast(S, a[at]).fma(b0, s00);
    }
    s00.mul(factor).intoArray(out, oo);
  }
}
