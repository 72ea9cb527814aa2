package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link PlainSoftmax} in whole vectors. */
final class VectorSoftmax {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private static final DoubleVector ZERO = DoubleVector.broadcast(S, 0);
  private static final DoubleVector ONE = DoubleVector.broadcast(S, 1);
  private static final DoubleVector LOWEST = DoubleVector.broadcast(S, -Double.MAX_VALUE);
  private static final DoubleVector HIGHEST = DoubleVector.broadcast(S, Double.MAX_VALUE);
  private static final DoubleVector LEAST = DoubleVector.broadcast(S, Double.MIN_NORMAL);

  private VectorSoftmax() {}

  static void softmax(double[] x, int xo, int count, int apart, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector shift = max(x, xo + i, count, apart).max(LOWEST).min(HIGHEST);
      // not a constant kept in lanes: joined with what the loop computes, it would go to the heap
      DoubleVector sum = DoubleVector.zero(S);
      for (int c = 0; c < count; c++) {
        DoubleVector v = DoubleVector.fromArray(S, x, xo + i + c * apart).sub(shift);
        DoubleVector e = VectorMath.exp(v.min(ZERO));
        e.intoArray(out, oo + i + c * apart);
        sum = sum.add(e);
      }
      DoubleVector scale = ONE.div(sum.max(ONE));
      for (int c = 0; c < count; c++) {
        int at = oo + i + c * apart;
        DoubleVector.fromArray(S, out, at).mul(scale).intoArray(out, at);
      }
    }
  }

  static void logSumExp(
      double[] x, int xo, double[] s, int so, int count, int apart, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector share = max(s, so + i, count, apart).max(LEAST);
      // the last term is 0, or NaN, which the logarithm would take for a number
      DoubleVector log = VectorMath.logOfNormal(share).add(share.sub(share));
      max(x, xo + i, count, apart).sub(log).intoArray(out, oo + i);
    }
  }

  private static DoubleVector max(double[] x, int from, int count, int apart) {
    DoubleVector max = DoubleVector.fromArray(S, x, from);
    for (int c = 1; c < count; c++) {
      max = max.max(DoubleVector.fromArray(S, x, from + c * apart));
    }
    return max;
  }
}
