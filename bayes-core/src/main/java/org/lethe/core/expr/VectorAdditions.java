package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Additions of stretches to others, lane by lane. */
final class VectorAdditions {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorAdditions() {}

  static void addSquares(double[] x, int xo, double[] out, int oo, int n) {
    int whole = S.loopBound(n);
    for (int i = 0; i < whole; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      v.fma(v, DoubleVector.fromArray(S, out, oo + i)).intoArray(out, oo + i);
    }
    for (int i = whole; i < n; i++) {
      out[oo + i] = Math.fma(x[xo + i], x[xo + i], out[oo + i]);
    }
  }

  static void axpy(double a, double[] x, int xo, double[] out, int oo, int n) {
    int whole = S.loopBound(n);
    DoubleVector v = DoubleVector.broadcast(S, a);
    for (int i = 0; i < whole; i += L) {
      DoubleVector.fromArray(S, x, xo + i)
          .fma(v, DoubleVector.fromArray(S, out, oo + i))
          .intoArray(out, oo + i);
    }
    for (int i = whole; i < n; i++) {
      out[oo + i] = Math.fma(x[xo + i], a, out[oo + i]);
    }
  }
}
