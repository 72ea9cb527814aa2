package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link PlainSoftmax} in whole vectors. */
final class VectorSoftmax {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private static final DoubleVector ONE = DoubleVector.broadcast(S, 1);
  private static final DoubleVector LOWEST = DoubleVector.broadcast(S, -Double.MAX_VALUE);
  private static final DoubleVector HIGHEST = DoubleVector.broadcast(S, Double.MAX_VALUE);
  private static final DoubleVector LEAST = DoubleVector.broadcast(S, Double.MIN_NORMAL);

  private VectorSoftmax() {}

  /**
   * A short loop. Each is compiled by itself, as calls from one place to several targets are not
   * merged: together they exceed the compiler's budget, and vectors then go to the heap.
   */
  private interface Stage {
    void run(
        double[] x,
        int xo,
        int count,
        int apart,
        double[] out,
        int oo,
        int n,
        double[] top,
        double[] sum);
  }

  private static final Stage[] STAGES = {
    VectorSoftmax::highest,
    VectorSoftmax::finite,
    VectorSoftmax::terms,
    VectorSoftmax::totals,
    VectorSoftmax::shares
  };

  /**
   * out = e^x / Σ e^x.
   *
   * @param scratch two arrays of at least n
   */
  static void softmax(
      double[] x, int xo, int count, int apart, double[] out, int oo, int n, double[][] scratch) {
    for (Stage stage : STAGES) {
      stage.run(x, xo, count, apart, out, oo, n, scratch[0], scratch[1]);
    }
  }

  private static void highest(
      double[] x,
      int xo,
      int count,
      int apart,
      double[] out,
      int oo,
      int n,
      double[] top,
      double[] sum) {
    for (int i = 0; i < n; i += L) {
      DoubleVector most = DoubleVector.fromArray(S, x, xo + i);
      for (int c = 1; c < count; c++) {
        most = most.max(DoubleVector.fromArray(S, x, xo + i + c * apart));
      }
      most.intoArray(top, i);
    }
  }

  /** Sums begin with next to nothing, or NaN, which the exponential takes for a number. */
  private static void finite(
      double[] x,
      int xo,
      int count,
      int apart,
      double[] out,
      int oo,
      int n,
      double[] top,
      double[] sum) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, top, i).max(LOWEST).min(HIGHEST);
      v.intoArray(top, i);
      v.sub(v).add(LEAST).intoArray(sum, i);
    }
  }

  private static void terms(
      double[] x,
      int xo,
      int count,
      int apart,
      double[] out,
      int oo,
      int n,
      double[] top,
      double[] sum) {
    for (int c = 0; c < count; c++) {
      VectorDecay.below(top, x, xo + c * apart, out, oo + c * apart, n);
    }
  }

  private static void totals(
      double[] x,
      int xo,
      int count,
      int apart,
      double[] out,
      int oo,
      int n,
      double[] top,
      double[] sum) {
    for (int i = 0; i < n; i += L) {
      DoubleVector total = DoubleVector.fromArray(S, sum, i);
      for (int c = 0; c < count; c++) {
        total = total.add(DoubleVector.fromArray(S, out, oo + i + c * apart));
      }
      total.intoArray(sum, i);
    }
  }

  private static void shares(
      double[] x,
      int xo,
      int count,
      int apart,
      double[] out,
      int oo,
      int n,
      double[] top,
      double[] sum) {
    for (int i = 0; i < n; i += L) {
      DoubleVector each = ONE.div(DoubleVector.fromArray(S, sum, i));
      for (int c = 0; c < count; c++) {
        int at = oo + i + c * apart;
        DoubleVector.fromArray(S, out, at).mul(each).intoArray(out, at);
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
