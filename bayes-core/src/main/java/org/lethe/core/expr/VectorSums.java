package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums over a stretch of an array, lane by lane and then over lanes, in one order. */
final class VectorSums {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /**
   * Long sums are made of these. A loop of 40 000 rounds is compiled at once, and what follows it
   * is inlined only if it has run 250 times by then; a vector handed to it goes to the heap
   * otherwise.
   */
  private static final int STRIP = 128 * L;

  private VectorSums() {}

  static double sum(double[] x, int xo, int n) {
    double total = 0;
    for (int i = 0; i < n; i += STRIP) {
      total += stripSum(x, xo + i, Math.min(STRIP, n - i));
    }
    return total;
  }

  private static double stripSum(double[] x, int xo, int n) {
    int whole = S.loopBound(n);
    DoubleVector s = DoubleVector.zero(S);
    for (int i = 0; i < whole; i += L) {
      s = s.add(DoubleVector.fromArray(S, x, xo + i));
    }
    return VectorMath.sum(s) + PlainKernels.INSTANCE.sum(x, xo + whole, n - whole);
  }

  static double dot(double[] x, int xo, double[] y, int yo, int n) {
    double total = 0;
    for (int i = 0; i < n; i += STRIP) {
      total += stripDot(x, xo + i, y, yo + i, Math.min(STRIP, n - i));
    }
    return total;
  }

  private static double stripDot(double[] x, int xo, double[] y, int yo, int n) {
    int pairs = n - n % (2 * L);
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    for (int i = 0; i < pairs; i += 2 * L) {
      s0 = DoubleVector.fromArray(S, x, xo + i).fma(DoubleVector.fromArray(S, y, yo + i), s0);
      s1 =
          DoubleVector.fromArray(S, x, xo + i + L)
              .fma(DoubleVector.fromArray(S, y, yo + i + L), s1);
    }
    int whole = S.loopBound(n);
    for (int i = pairs; i < whole; i += L) {
      s0 = DoubleVector.fromArray(S, x, xo + i).fma(DoubleVector.fromArray(S, y, yo + i), s0);
    }
    double total = VectorMath.sum(s0.add(s1));
    return total + PlainKernels.INSTANCE.dot(x, xo + whole, y, yo + whole, n - whole);
  }
}
