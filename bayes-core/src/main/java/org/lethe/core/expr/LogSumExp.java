package org.lethe.core.expr;

import java.util.List;

/** log Σ eˣ over one fixed dimension, without overflow; −∞ where every term is −∞. */
record LogSumExp(int axis) implements Primitive {

  @Override
  public String name() {
    return "LOG_SUM_EXP" + axis;
  }

  @Override
  public Shape shape(List<Expr> args) {
    return args.get(0).shape().without(axis);
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    // bounded below, so that a result of −∞ gives weights of 0 and not −∞ − (−∞)
    Expr total = Reshape.insert(self.max(Expr.constant(-Double.MAX_VALUE)), axis);
    Expr softmax = args.get(0).minus(total).exp();
    return List.of(softmax.times(Reshape.insert(g, axis)));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer x = args.get(0);
    Axis a = Axis.of(x.shape(), axis);
    if (!out.rows() && a.inner() == 1) {
      double[] terms = new double[Buffer.padded(a.count())];
      return rows -> {
        for (int o = 0; o < a.outer(); o++) {
          out.data()[out.at(o)] = one(x.data(), x.at(o * a.count()), a.count(), terms);
        }
      };
    }
    int lanes = out.rows() ? a.inner() : 1;
    int apart = x.stride() * a.inner();
    double[] terms = new double[out.rows() ? out.stride() : Buffer.padded(a.inner())];
    double[] sums = new double[terms.length];
    return rows -> {
      int n = out.rows() ? Buffer.padded(rows) : a.inner();
      for (int o = 0; o < a.outer(); o++) {
        for (int i = 0; i < lanes; i++) {
          int from = x.at(a.element(o, 0, i));
          int to = out.at(o * a.inner() + i);
          many(x.data(), from, a.count(), apart, n, terms, sums, out.data(), to);
        }
      }
    };
  }

  /** Terms that lie side by side. */
  private static double one(double[] x, int from, int count, double[] terms) {
    Kernels kernels = Kernels.get();
    double max = -Double.MAX_VALUE;
    for (int c = 0; c < count; c++) {
      max = Math.max(max, x[from + c]);
    }
    double shift = Math.min(max, Double.MAX_VALUE);
    kernels.binaryRight(Binary.MINUS, x, from, shift, terms, 0, count);
    kernels.unary(Unary.EXP, terms, 0, terms, 0, count);
    return shift + Math.log(kernels.sum(terms, 0, count));
  }

  /**
   * Lane by lane. The shift is finite: lanes of −∞ then sum to 0 and give log 0, lanes of +∞ stay.
   */
  private static void many(
      double[] x,
      int from,
      int count,
      int apart,
      int n,
      double[] terms,
      double[] sums,
      double[] out,
      int to) {
    Kernels kernels = Kernels.get();
    kernels.fill(-Double.MAX_VALUE, out, to, n);
    for (int c = 0; c < count; c++) {
      kernels.binary(Binary.MAX, out, to, x, from + c * apart, out, to, n);
    }
    kernels.binaryRight(Binary.MIN, out, to, Double.MAX_VALUE, out, to, n);
    kernels.fill(0, sums, 0, n);
    for (int c = 0; c < count; c++) {
      kernels.binary(Binary.MINUS, x, from + c * apart, out, to, terms, 0, n);
      kernels.unary(Unary.EXP, terms, 0, terms, 0, n);
      kernels.axpy(1, terms, 0, sums, 0, n);
    }
    kernels.unary(Unary.LOG, sums, 0, sums, 0, n);
    kernels.axpy(1, sums, 0, out, to, n);
  }
}
