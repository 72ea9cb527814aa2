package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops in the processor's widest lanes. Whole vectors first, then what is left over, by {@link
 * PlainKernels}; buffers are padded so that there is seldom anything left.
 */
final class VectorKernels implements Kernels {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final PlainKernels REST = PlainKernels.INSTANCE;

  @Override
  public String name() {
    return "simd" + 64 * L;
  }

  @Override
  public int lanes() {
    return L;
  }

  @Override
  public void unary(Unary op, double[] x, int xo, double[] out, int oo, int n) {
    int whole = S.loopBound(n);
    switch (op) {
      case NEGATE -> negate(x, xo, out, oo, whole);
      case ABS -> abs(x, xo, out, oo, whole);
      case SQRT -> sqrt(x, xo, out, oo, whole);
      case SQUARE -> square(x, xo, out, oo, whole);
      case EXP -> exp(x, xo, out, oo, whole);
      case EXPM1 -> expm1(x, xo, out, oo, whole);
      case LOG -> log(x, xo, out, oo, whole);
      case LOG1P -> log1p(x, xo, out, oo, whole);
      case SIGMOID -> sigmoid(x, xo, out, oo, whole);
      case SOFTPLUS -> softplus(x, xo, out, oo, whole);
      case TANH -> tanh(x, xo, out, oo, whole);
      default -> whole = 0;
    }
    if (whole < n) {
      REST.unary(op, x, xo + whole, out, oo + whole, n - whole);
    }
  }

  private static void negate(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).neg().intoArray(out, oo + i);
    }
  }

  private static void abs(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).abs().intoArray(out, oo + i);
    }
  }

  private static void sqrt(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).sqrt().intoArray(out, oo + i);
    }
  }

  private static void square(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      v.mul(v).intoArray(out, oo + i);
    }
  }

  private static void exp(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.exp(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }

  private static void expm1(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.expm1(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }

  private static void log(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.log(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }

  private static void log1p(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.log1p(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }

  private static void tanh(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.tanh(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }

  private static void sigmoid(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.sigmoid(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }

  private static void softplus(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.softplus(DoubleVector.fromArray(S, x, xo + i)).intoArray(out, oo + i);
    }
  }

  @Override
  public void binary(
      Binary op, double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    int whole = S.loopBound(n);
    switch (op) {
      case PLUS -> plus(x, xo, y, yo, out, oo, whole);
      case MINUS -> minus(x, xo, y, yo, out, oo, whole);
      case TIMES -> times(x, xo, y, yo, out, oo, whole);
      case OVER -> over(x, xo, y, yo, out, oo, whole);
      case MIN -> min(x, xo, y, yo, out, oo, whole);
      case MAX -> max(x, xo, y, yo, out, oo, whole);
      default -> whole = 0;
    }
    if (whole < n) {
      REST.binary(op, x, xo + whole, y, yo + whole, out, oo + whole, n - whole);
    }
  }

  private static void plus(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i)
          .add(DoubleVector.fromArray(S, y, yo + i))
          .intoArray(out, oo + i);
    }
  }

  private static void minus(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i)
          .sub(DoubleVector.fromArray(S, y, yo + i))
          .intoArray(out, oo + i);
    }
  }

  private static void times(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i)
          .mul(DoubleVector.fromArray(S, y, yo + i))
          .intoArray(out, oo + i);
    }
  }

  private static void over(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i)
          .div(DoubleVector.fromArray(S, y, yo + i))
          .intoArray(out, oo + i);
    }
  }

  private static void min(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i)
          .min(DoubleVector.fromArray(S, y, yo + i))
          .intoArray(out, oo + i);
    }
  }

  private static void max(double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i)
          .max(DoubleVector.fromArray(S, y, yo + i))
          .intoArray(out, oo + i);
    }
  }

  @Override
  public void binaryRight(Binary op, double[] x, int xo, double y, double[] out, int oo, int n) {
    int whole = S.loopBound(n);
    switch (op) {
      case PLUS -> plus(x, xo, y, out, oo, whole);
      case MINUS -> plus(x, xo, -y, out, oo, whole);
      case TIMES -> times(x, xo, y, out, oo, whole);
      case OVER -> over(x, xo, y, out, oo, whole);
      case MAX -> max(x, xo, y, out, oo, whole);
      default -> whole = 0;
    }
    if (whole < n) {
      REST.binaryRight(op, x, xo + whole, y, out, oo + whole, n - whole);
    }
  }

  private static void plus(double[] x, int xo, double y, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).add(y).intoArray(out, oo + i);
    }
  }

  private static void times(double[] x, int xo, double y, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).mul(y).intoArray(out, oo + i);
    }
  }

  private static void over(double[] x, int xo, double y, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).div(y).intoArray(out, oo + i);
    }
  }

  private static void max(double[] x, int xo, double y, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector.fromArray(S, x, xo + i).max(y).intoArray(out, oo + i);
    }
  }

  @Override
  public void binaryLeft(Binary op, double x, double[] y, int yo, double[] out, int oo, int n) {
    int whole = S.loopBound(n);
    switch (op) {
      case PLUS -> plus(y, yo, x, out, oo, whole);
      case MINUS -> minus(x, y, yo, out, oo, whole);
      case TIMES -> times(y, yo, x, out, oo, whole);
      case OVER -> over(x, y, yo, out, oo, whole);
      default -> whole = 0;
    }
    if (whole < n) {
      REST.binaryLeft(op, x, y, yo + whole, out, oo + whole, n - whole);
    }
  }

  private static void minus(double x, double[] y, int yo, double[] out, int oo, int n) {
    DoubleVector v = DoubleVector.broadcast(S, x);
    for (int i = 0; i < n; i += L) {
      v.sub(DoubleVector.fromArray(S, y, yo + i)).intoArray(out, oo + i);
    }
  }

  private static void over(double x, double[] y, int yo, double[] out, int oo, int n) {
    DoubleVector v = DoubleVector.broadcast(S, x);
    for (int i = 0; i < n; i += L) {
      v.div(DoubleVector.fromArray(S, y, yo + i)).intoArray(out, oo + i);
    }
  }

  @Override
  public void fill(double value, double[] out, int oo, int n) {
    REST.fill(value, out, oo, n);
  }

  @Override
  public void axpy(double a, double[] x, int xo, double[] out, int oo, int n) {
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

  @Override
  public void gather(double[] table, int stride, int[] index, int from, int rows, double[] out) {
    if (stride % L != 0) {
      REST.gather(table, stride, index, from, rows, out);
      return;
    }
    for (int r = 0; r < rows; r++) {
      int at = index[from + r] * stride;
      int to = r * stride;
      for (int j = 0; j < stride; j += L) {
        DoubleVector.fromArray(S, table, at + j).intoArray(out, to + j);
      }
    }
  }

  @Override
  public void rowDots(
      double[] table, int to, int stride, double[] w, int width, double[] out, int oo, int rows) {
    VectorRows.dots(table, to, stride, w, width, out, oo, rows);
  }

  @Override
  public void rowSums(
      double[] table, int to, int stride, double[] g, int go, int rows, double[] out, int width) {
    VectorRows.sums(table, to, stride, g, go, rows, out, width);
  }

  @Override
  public void gemm(
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
      int sign) {
    VectorGemm.multiply(a, ao, ai, ap, b, bo, bs, out, oo, os, m, k, n, sign);
  }

  @Override
  public double sum(double[] x, int xo, int n) {
    int whole = S.loopBound(n);
    DoubleVector s = DoubleVector.zero(S);
    for (int i = 0; i < whole; i += L) {
      s = s.add(DoubleVector.fromArray(S, x, xo + i));
    }
    return VectorMath.sum(s) + REST.sum(x, xo + whole, n - whole);
  }

  @Override
  public double dot(double[] x, int xo, double[] y, int yo, int n) {
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
    return total + REST.dot(x, xo + whole, y, yo + whole, n - whole);
  }

  @Override
  public void logSumExp(
      double[] x, int xo, int count, int stride, int lanes, double[] out, int oo) {
    int whole = S.loopBound(lanes);
    for (int l = 0; l < whole; l += L) {
      logSumExp(x, xo + l, count, stride, out, oo + l);
    }
    REST.logSumExp(x, xo + whole, count, stride, lanes - whole, out, oo + whole);
  }

  private static void logSumExp(double[] x, int xo, int count, int stride, double[] out, int oo) {
    DoubleVector max = DoubleVector.broadcast(S, Double.NEGATIVE_INFINITY);
    for (int c = 0; c < count; c++) {
      max = max.max(DoubleVector.fromArray(S, x, xo + c * stride));
    }
    // a finite shift: lanes of −∞ then sum to 0 and give log 0, lanes of +∞ stay +∞
    DoubleVector shift = max.max(-Double.MAX_VALUE).min(Double.MAX_VALUE);
    DoubleVector s = DoubleVector.zero(S);
    for (int c = 0; c < count; c++) {
      DoubleVector d = DoubleVector.fromArray(S, x, xo + c * stride).sub(shift);
      s = s.add(VectorMath.exp(d));
    }
    VectorMath.log(s).add(shift).intoArray(out, oo);
  }
}
