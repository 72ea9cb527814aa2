package org.lethe.core.expr;

import java.util.Arrays;

/** Plain loops, one for each operation and kind of operand, which the compiler can vectorise. */
final class PlainKernels implements Kernels {

  static final PlainKernels INSTANCE = new PlainKernels();

  private PlainKernels() {}

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public void unary(Unary op, double[] x, int xo, double[] out, int oo, int n) {
    PlainUnary.apply(op, x, xo, out, oo, n);
  }

  @Override
  public void softplusAndSigmoid(
      double[] x, int xo, double[] out, int oo, double[] slope, int so, int n) {
    for (int i = 0; i < n; i++) {
      double at = x[xo + i];
      out[oo + i] = PlainUnary.softplus(at);
      slope[so + i] = PlainUnary.sigmoid(at);
    }
  }

  @Override
  public double softplusSum(
      double[] x, int xo, double[] slope, int so, int n, int all, double[] scratch) {
    return PlainUnary.softplusSum(x, xo, slope, so, n, all);
  }

  @Override
  public void logNormalCdf(
      double[] x, int xo, double[] out, int oo, double[] slope, int so, int n, double[][] scratch) {
    for (int i = 0; i < n; i++) {
      double at = x[xo + i];
      out[oo + i] = LogNormalCdf.value(0, at);
      slope[so + i] = LogNormalCdf.value(1, at);
    }
  }

  @Override
  public void binary(
      Binary op, double[] x, int xo, double[] y, int yo, double[] out, int oo, int n) {
    switch (op) {
      case PLUS -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = x[xo + i] + y[yo + i];
        }
      }
      case MINUS -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = x[xo + i] - y[yo + i];
        }
      }
      case TIMES -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = x[xo + i] * y[yo + i];
        }
      }
      case OVER -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = x[xo + i] / y[yo + i];
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = op.apply(x[xo + i], y[yo + i]);
        }
      }
    }
  }

  @Override
  public void binaryRight(Binary op, double[] x, int xo, double y, double[] out, int oo, int n) {
    switch (op) {
      case PLUS -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = x[xo + i] + y;
        }
      }
      case MINUS -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = x[xo + i] - y;
        }
      }
      case TIMES -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = x[xo + i] * y;
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = op.apply(x[xo + i], y);
        }
      }
    }
  }

  @Override
  public void binaryLeft(Binary op, double x, double[] y, int yo, double[] out, int oo, int n) {
    switch (op) {
      case PLUS, TIMES -> binaryRight(op, y, yo, x, out, oo, n);
      case MINUS -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = x - y[yo + i];
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          out[oo + i] = op.apply(x, y[yo + i]);
        }
      }
    }
  }

  @Override
  public void fill(double value, double[] out, int oo, int n) {
    Arrays.fill(out, oo, oo + n, value);
  }

  @Override
  public void addSquares(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] += x[xo + i] * x[xo + i];
    }
  }

  @Override
  public void axpy(double a, double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i++) {
      out[oo + i] += a * x[xo + i];
    }
  }

  @Override
  public void rowDots(
      RowView table, int place, double[] w, int width, double[] out, int oo, int rows) {
    for (int r = 0; r < rows; r++) {
      out[oo + r] = dot(table.data(), table.starts()[r] + place, w, 0, width);
    }
  }

  @Override
  public void rowSums(
      RowView table, int place, double[] g, int go, int rows, double[] out, int width) {
    fill(0, out, 0, width);
    for (int r = 0; r < rows; r++) {
      axpy(g[go + r], table.data(), table.starts()[r] + place, out, 0, width);
    }
  }

  @Override
  public void columnDots(
      double[][] x, int place, int columns, int first, double[] w, double[] out, int oo, int rows) {
    fill(0, out, oo, rows);
    for (int j = 0; j < columns; j++) {
      axpy(w[j], x[place + j], first, out, oo, rows);
    }
  }

  @Override
  public void columnSums(
      double[][] x, int place, int columns, int first, double[] g, int go, int rows, double[] out) {
    for (int j = 0; j < columns; j++) {
      out[j] = dot(x[place + j], first, g, go, rows);
    }
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
    for (int i = 0; i < m; i++) {
      if (sign == 0) {
        fill(0, out, oo + i * os, n);
      }
      int left = Math.min(n, wanted.first(i));
      int right = wanted.last(i + 1, n);
      for (int p = held.first(i); p < held.last(i + 1, k); p++) {
        double w = a[ao + i * ai + p * ap];
        axpy(sign < 0 ? -w : w, b, bo + p * bs + left, out, oo + i * os + left, right - left);
      }
    }
  }

  @Override
  public void expTerms(double[] x, int xo, int count, int xs, double[] t, int to, int ts, int n) {
    PlainSoftmax.terms(x, xo, count, xs, t, to, ts, 0, n);
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
    PlainSoftmax.shares(t, to, count, ts, w, wo, out, oo, os, 0, n);
  }

  @Override
  public void logTotal(double[] t, int sum, int top, double[] out, int oo, int n) {
    PlainSoftmax.logTotal(t, sum, top, out, oo, 0, n);
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
    PlainMixture.exponents(x, xo, xs, m, mo, k, d, b, bo, out, oo, os, n);
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
    PlainMixture.moments(a, ao, as, k, x, xo, xs, d, m, mo, out, oo, n);
  }

  @Override
  public double sum(double[] x, int xo, int n) {
    double s = 0;
    for (int i = 0; i < n; i++) {
      s += x[xo + i];
    }
    return s;
  }

  @Override
  public double dot(double[] x, int xo, double[] y, int yo, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += x[xo + i] * y[yo + i];
      s1 += x[xo + i + 1] * y[yo + i + 1];
      s2 += x[xo + i + 2] * y[yo + i + 2];
      s3 += x[xo + i + 3] * y[yo + i + 3];
    }
    for (; i < n; i++) {
      s0 += x[xo + i] * y[yo + i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
