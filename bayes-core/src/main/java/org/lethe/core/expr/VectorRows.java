package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of rows of a table, wherever they lie, with one vector: eight rows at once, so that many
 * cache lines are under way together, or four vectors of columns at once.
 */
final class VectorRows {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Rows whose sums fit in one vector of eight lanes. */
  private static final int ROWS = 8;

  private static final VectorShuffle<Double> FOUR = swap(4);
  private static final VectorShuffle<Double> TWO = swap(2);
  private static final VectorShuffle<Double> ONE = swap(1);
  private static final VectorMask<Double> HAS_FOUR = VectorMask.fromLong(S, 0xF0);
  private static final VectorMask<Double> HAS_TWO = VectorMask.fromLong(S, 0xCC);
  private static final VectorMask<Double> HAS_ONE = VectorMask.fromLong(S, 0xAA);

  private VectorRows() {}

  /** Lane i gets lane i ^ bit. */
  private static VectorShuffle<Double> swap(int bit) {
    return VectorShuffle.fromOp(S, i -> (i ^ bit) % L);
  }

  static void dots(
      RowView table, int place, double[] w, int width, double[] out, int oo, int rows) {
    double[] lanes = table.lanes();
    int whole = L == ROWS ? rows - rows % ROWS : 0;
    for (int r = 0; r < whole; r += ROWS) {
      eight(table.data(), table.starts(), r, place, w, width, lanes);
    }
    for (int r = 0; r < whole; r += ROWS) {
      fold(lanes, r * L, out, oo + r);
    }
    for (int r = whole; r < rows; r++) {
      one(table.data(), table.starts()[r] + place, w, width, out, oo + r);
    }
  }

  private static void one(double[] t, int at, double[] w, int width, double[] out, int oo) {
    DoubleVector s = DoubleVector.zero(S);
    for (int j = 0; j < width; j += L) {
      s = DoubleVector.fromArray(S, t, at + j).fma(DoubleVector.fromArray(S, w, j), s);
    }
    out[oo] = VectorMath.sum(s);
  }

  /** Eight rows from r on, each summed lane by lane. */
  private static void eight(
      double[] t, int[] starts, int r, int place, double[] w, int width, double[] lanes) {
    int i0 = starts[r] + place;
    int i1 = starts[r + 1] + place;
    int i2 = starts[r + 2] + place;
    int i3 = starts[r + 3] + place;
    int i4 = starts[r + 4] + place;
    int i5 = starts[r + 5] + place;
    int i6 = starts[r + 6] + place;
    int i7 = starts[r + 7] + place;
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    DoubleVector s4 = DoubleVector.zero(S);
    DoubleVector s5 = DoubleVector.zero(S);
    DoubleVector s6 = DoubleVector.zero(S);
    DoubleVector s7 = DoubleVector.zero(S);
    for (int j = 0; j < width; j += L) {
      DoubleVector v = DoubleVector.fromArray(S, w, j);
      s0 = DoubleVector.fromArray(S, t, i0 + j).fma(v, s0);
      s1 = DoubleVector.fromArray(S, t, i1 + j).fma(v, s1);
      s2 = DoubleVector.fromArray(S, t, i2 + j).fma(v, s2);
      s3 = DoubleVector.fromArray(S, t, i3 + j).fma(v, s3);
      s4 = DoubleVector.fromArray(S, t, i4 + j).fma(v, s4);
      s5 = DoubleVector.fromArray(S, t, i5 + j).fma(v, s5);
      s6 = DoubleVector.fromArray(S, t, i6 + j).fma(v, s6);
      s7 = DoubleVector.fromArray(S, t, i7 + j).fma(v, s7);
    }
    int at = r * L;
    s0.intoArray(lanes, at);
    s1.intoArray(lanes, at + L);
    s2.intoArray(lanes, at + 2 * L);
    s3.intoArray(lanes, at + 3 * L);
    s4.intoArray(lanes, at + 4 * L);
    s5.intoArray(lanes, at + 5 * L);
    s6.intoArray(lanes, at + 6 * L);
    s7.intoArray(lanes, at + 7 * L);
  }

  /** Eight vectors to the sum of each, added as in {@link VectorMath#sum} but all together. */
  private static void fold(double[] lanes, int at, double[] out, int oo) {
    DoubleVector s0 = folded(lanes, at, at + 4 * L, FOUR, HAS_FOUR);
    DoubleVector s1 = folded(lanes, at + L, at + 5 * L, FOUR, HAS_FOUR);
    DoubleVector s2 = folded(lanes, at + 2 * L, at + 6 * L, FOUR, HAS_FOUR);
    DoubleVector s3 = folded(lanes, at + 3 * L, at + 7 * L, FOUR, HAS_FOUR);
    s0 = folded(s0, s2, TWO, HAS_TWO);
    s1 = folded(s1, s3, TWO, HAS_TWO);
    folded(s0, s1, ONE, HAS_ONE).intoArray(out, oo);
  }

  private static DoubleVector folded(
      double[] lanes, int a, int b, VectorShuffle<Double> swap, VectorMask<Double> mask) {
    return folded(
        DoubleVector.fromArray(S, lanes, a), DoubleVector.fromArray(S, lanes, b), swap, mask);
  }

  /** Lanes of both added in pairs, those of b where the mask says and those of a elsewhere. */
  private static DoubleVector folded(
      DoubleVector a, DoubleVector b, VectorShuffle<Double> swap, VectorMask<Double> mask) {
    return a.blend(b, mask).add(b.blend(a, mask).rearrange(swap));
  }

  static void sums(
      RowView table, int place, double[] g, int go, int rows, double[] out, int width) {
    double[] t = table.data();
    int[] starts = table.starts();
    int j = 0;
    for (; j + 4 * L <= width; j += 4 * L) {
      fourColumns(t, starts, place + j, g, go, rows, out, j);
    }
    if (j < width && width >= 4 * L) {
      // again over some columns: cheaper than another walk for each vector that is left
      fourColumns(t, starts, place + width - 4 * L, g, go, rows, out, width - 4 * L);
    } else if (width - j == 3 * L) {
      threeColumns(t, starts, place + j, g, go, rows, out, j);
    } else {
      for (; j < width; j += L) {
        oneColumn(t, starts, place + j, g, go, rows, out, j);
      }
    }
  }

  /** Rows in turn to four sums, so that no addition waits for the last one. */
  private static void oneColumn(
      double[] t, int[] starts, int place, double[] g, int go, int rows, double[] out, int j) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    int r = 0;
    for (; r + 4 <= rows; r += 4) {
      s0 =
          DoubleVector.fromArray(S, t, starts[r] + place)
              .fma(DoubleVector.broadcast(S, g[go + r]), s0);
      s1 =
          DoubleVector.fromArray(S, t, starts[r + 1] + place)
              .fma(DoubleVector.broadcast(S, g[go + r + 1]), s1);
      s2 =
          DoubleVector.fromArray(S, t, starts[r + 2] + place)
              .fma(DoubleVector.broadcast(S, g[go + r + 2]), s2);
      s3 =
          DoubleVector.fromArray(S, t, starts[r + 3] + place)
              .fma(DoubleVector.broadcast(S, g[go + r + 3]), s3);
    }
    for (; r < rows; r++) {
      s0 =
          DoubleVector.fromArray(S, t, starts[r] + place)
              .fma(DoubleVector.broadcast(S, g[go + r]), s0);
    }
    s0.add(s1).add(s2.add(s3)).intoArray(out, j);
  }

  /** Rows in turn to two sums for each of three vectors of columns. */
  private static void threeColumns(
      double[] t, int[] starts, int place, double[] g, int go, int rows, double[] out, int j) {
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = DoubleVector.zero(S);
    DoubleVector a2 = DoubleVector.zero(S);
    DoubleVector b0 = DoubleVector.zero(S);
    DoubleVector b1 = DoubleVector.zero(S);
    DoubleVector b2 = DoubleVector.zero(S);
    int r = 0;
    for (; r + 2 <= rows; r += 2) {
      DoubleVector u = DoubleVector.broadcast(S, g[go + r]);
      int i = starts[r] + place;
      a0 = DoubleVector.fromArray(S, t, i).fma(u, a0);
      a1 = DoubleVector.fromArray(S, t, i + L).fma(u, a1);
      a2 = DoubleVector.fromArray(S, t, i + 2 * L).fma(u, a2);
      DoubleVector v = DoubleVector.broadcast(S, g[go + r + 1]);
      int k = starts[r + 1] + place;
      b0 = DoubleVector.fromArray(S, t, k).fma(v, b0);
      b1 = DoubleVector.fromArray(S, t, k + L).fma(v, b1);
      b2 = DoubleVector.fromArray(S, t, k + 2 * L).fma(v, b2);
    }
    if (r < rows) {
      DoubleVector u = DoubleVector.broadcast(S, g[go + r]);
      int i = starts[r] + place;
      a0 = DoubleVector.fromArray(S, t, i).fma(u, a0);
      a1 = DoubleVector.fromArray(S, t, i + L).fma(u, a1);
      a2 = DoubleVector.fromArray(S, t, i + 2 * L).fma(u, a2);
    }
    a0.add(b0).intoArray(out, j);
    a1.add(b1).intoArray(out, j + L);
    a2.add(b2).intoArray(out, j + 2 * L);
  }

  private static void fourColumns(
      double[] t, int[] starts, int place, double[] g, int go, int rows, double[] out, int j) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    for (int r = 0; r < rows; r++) {
      DoubleVector v = DoubleVector.broadcast(S, g[go + r]);
      int i = starts[r] + place;
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
