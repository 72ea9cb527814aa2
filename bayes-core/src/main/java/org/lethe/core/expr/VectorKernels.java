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
    int done = VectorUnary.apply(op, x, xo, out, oo, n);
    if (done < n) {
      REST.unary(op, x, xo + done, out, oo + done, n - done);
    }
  }

  @Override
  public void softplusAndSigmoid(
      double[] x, int xo, double[] out, int oo, double[] slope, int so, int n) {
    int whole = S.loopBound(n);
    VectorLogistic.softplusAndSigmoid(x, xo, out, oo, slope, so, whole);
    if (whole < n) {
      REST.softplusAndSigmoid(x, xo + whole, out, oo + whole, slope, so + whole, n - whole);
    }
  }

  @Override
  public double softplusSum(
      double[] x, int xo, double[] slope, int so, int n, int all, double[] scratch) {
    return VectorLogistic.softplusSum(x, xo, slope, so, n, all, scratch);
  }

  @Override
  public void logNormalCdf(
      double[] x, int xo, double[] out, int oo, double[] slope, int so, int n, double[][] scratch) {
    int whole = S.loopBound(n);
    VectorNormalCdf.both(x, xo, out, oo, slope, so, whole, scratch[0], scratch[1]);
    if (whole < n) {
      int rest = n - whole;
      REST.logNormalCdf(x, xo + whole, out, oo + whole, slope, so + whole, rest, scratch);
    }
  }

  @Override
  public void binary(
      Binary op, double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    int done = VectorBinary.apply(op, x, xo, y, yo, out, oo, n);
    if (done < n) {
      REST.binary(op, x, xo + done, y, yo + done, out, oo + done, n - done);
    }
  }

  @Override
  public void binaryRight(Binary op, double[] x, int xo, double y, double[] out, int oo, int n) {
    int done = VectorBinary.right(op, x, xo, y, out, oo, n);
    if (done < n) {
      REST.binaryRight(op, x, xo + done, y, out, oo + done, n - done);
    }
  }

  @Override
  public void binaryLeft(Binary op, double x, double[] y, int yo, double[] out, int oo, int n) {
    int done = VectorBinary.left(op, x, y, yo, out, oo, n);
    if (done < n) {
      REST.binaryLeft(op, x, y, yo + done, out, oo + done, n - done);
    }
  }

  @Override
  public void fill(double value, double[] out, int oo, int n) {
    REST.fill(value, out, oo, n);
  }

  @Override
  public void addSquares(double[] x, int xo, double[] out, int oo, int n) {
    VectorAdditions.addSquares(x, xo, out, oo, n);
  }

  @Override
  public void axpy(double a, double[] x, int xo, double[] out, int oo, int n) {
    VectorAdditions.axpy(a, x, xo, out, oo, n);
  }

  @Override
  public void rowDots(
      RowView table, int place, double[] w, int width, double[] out, int oo, int rows) {
    VectorRows.dots(table, place, w, width, out, oo, rows);
  }

  @Override
  public void rowSums(
      RowView table, int place, double[] g, int go, int rows, double[] out, int width) {
    VectorRows.sums(table, place, g, go, rows, out, width);
  }

  @Override
  public void columnDots(
      double[][] x, int place, int columns, int first, double[] w, double[] out, int oo, int rows) {
    int done = VectorColumns.dots(x, place, columns, first, w, out, oo, rows);
    VectorColumns.restOfDots(x, place, columns, first, w, out, oo, done, rows);
  }

  @Override
  public void columnDots(
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
    int done = VectorColumnPairs.dots(x, place, columns, first, w, out, oo, v, other, po, rows);
    VectorColumns.restOfDots(x, place, columns, first, w, out, oo, done, rows);
    VectorColumns.restOfDots(x, place, columns, first, v, other, po, done, rows);
  }

  @Override
  public void columnSums(
      double[][] x, int place, int columns, int first, double[] g, int go, int rows, double[] out) {
    int done = VectorColumns.sums(x, place, columns, first, g, go, rows, out);
    VectorColumns.restOfSums(x, place, columns, first, g, go, out, done, rows);
  }

  @Override
  public void columnSums(
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
    int done = VectorColumnPairs.sums(x, place, columns, first, g, go, out, h, ho, other, rows);
    VectorColumns.restOfSums(x, place, columns, first, g, go, out, done, rows);
    VectorColumns.restOfSums(x, place, columns, first, h, ho, other, done, rows);
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
      int sign,
      Triangle held,
      Triangle wanted) {
    VectorGemm.multiply(a, ao, ai, ap, b, bo, bs, out, oo, os, m, k, n, sign, held, wanted);
  }

  @Override
  public void expTerms(double[] x, int xo, int count, int xs, double[] t, int to, int ts, int n) {
    int whole = S.loopBound(n);
    VectorSoftmax.terms(x, xo, count, xs, t, to, ts, whole);
    PlainSoftmax.terms(x, xo, count, xs, t, to, ts, whole, n);
  }

  @Override
  public void shares(
      double[] t,
      int to,
      int count,
      int ts,
      double[] w,
      int wo,
      double[] out,
      int oo,
      int os,
      int n,
      double[] scratch) {
    int whole = S.loopBound(n);
    VectorSoftmax.shares(t, to, count, ts, w, wo, out, oo, os, whole, scratch);
    PlainSoftmax.shares(t, to, count, ts, w, wo, out, oo, os, whole, n);
  }

  @Override
  public void logTotal(double[] t, int sum, int top, double[] out, int oo, int n) {
    int whole = S.loopBound(n);
    VectorSoftmax.logTotal(t, sum, top, out, oo, whole);
    PlainSoftmax.logTotal(t, sum, top, out, oo, whole, n);
  }

  @Override
  public void gaussianExponents(
      double[] x,
      int xo,
      int xs,
      double[] m,
      int mo,
      int k,
      int d,
      double[] b,
      int bo,
      double[] out,
      int oo,
      int os,
      int n) {
    int w = S.loopBound(n);
    VectorMixture.exponents(x, xo, xs, m, mo, k, d, b, bo, out, oo, os, w);
    if (w < n) {
      REST.gaussianExponents(x, xo + w, xs, m, mo, k, d, b, bo, out, oo + w, os, n - w);
    }
  }

  @Override
  public void rowMoment(
      double[] a,
      int ao,
      int as,
      int k,
      double[] x,
      int xo,
      int xs,
      int d,
      double[] m,
      int mo,
      double[] out,
      int oo,
      int n,
      double[] scratch) {
    VectorMixture.moments(a, ao, as, k, x, xo, xs, d, m, mo, out, oo, n, scratch);
  }

  @Override
  public double sum(double[] x, int xo, int n) {
    return VectorSums.sum(x, xo, n);
  }

  @Override
  public double dot(double[] x, int xo, double[] y, int yo, int n) {
    return VectorSums.dot(x, xo, y, yo, n);
  }
}
