package org.lethe.core.expr;

import java.util.List;

/**
 * x with L·x = b, or Lᵀ·x = b, for a lower triangular L [n × n] and b [n × m] or [rows × n]. Only
 * the lower triangle of L is read.
 */
record SolveLower(boolean transposed) implements Primitive {

  /** So many unknowns at a time: two of the widest tiles of a product. */
  private static final int BLOCK = 12;

  static Expr of(Expr l, Expr b, boolean transposed) {
    Shape ls = l.shape();
    Shape bs = b.shape();
    boolean square = !ls.rows() && ls.rank() == 2 && ls.dim(0) == ls.dim(1);
    boolean fits = bs.rows() ? bs.rank() == 1 : bs.rank() == 1 || bs.rank() == 2;
    if (!square || !fits || bs.dim(0) != ls.dim(0)) {
      throw new ShapeException("solveLower: shapes " + ls + " and " + bs + " do not fit together");
    }
    SolveLower op = new SolveLower(transposed);
    if (bs.rows() || bs.rank() == 2) {
      return Node.apply(op, l, b);
    }
    return Node.apply(op, l, b.reshape(bs.dim(0), 1)).reshape(bs.dim(0));
  }

  @Override
  public String name() {
    return transposed ? "SOLVE_LOWER_TRANSPOSED" : "SOLVE_LOWER";
  }

  @Override
  public Shape shape(List<Expr> args) {
    return args.get(1).shape();
  }

  @Override
  public List<Expr> adjoints(Expr x, List<Expr> args, Expr g) {
    Expr l = args.get(0);
    Expr b = of(l, g, !transposed);
    Expr left = transposed ? x : b;
    Expr right = transposed ? b : x;
    Expr outer = x.shape().rows() ? RowOuter.of(left, right) : left.matmul(right.transpose());
    return List.of(outer.tril().negate(), b);
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer l = args.get(0);
    Buffer b = args.get(1);
    int n = l.shape().dim(0);
    if (!b.rows() && b.shape().dim(1) == 1) {
      return rows -> {
        System.arraycopy(b.data(), b.offset(), out.data(), out.offset(), n);
        solveOne(out.data(), out.offset(), l.data(), l.offset(), n);
      };
    }
    int apart = b.rows() ? b.stride() : b.shape().dim(1);
    double[] minus = new double[n * n];
    double[] inverse = new double[BLOCK * BLOCK];
    double[] block = new double[BLOCK * apart];
    return rows -> {
      int width = b.rows() ? Buffer.padded(rows) : apart;
      for (int i = 0; i < n; i++) {
        System.arraycopy(
            b.data(), b.offset() + i * apart, out.data(), out.offset() + i * apart, width);
      }
      for (int i = 0; i < n * n; i++) {
        minus[i] = -l.data()[l.offset() + i];
      }
      for (int s = 0; s < n; s += BLOCK) {
        int from = transposed ? Math.max(0, n - s - BLOCK) : s;
        int to = transposed ? n - s : Math.min(n, s + BLOCK);
        subtract(out.data(), out.offset(), apart, minus, n, from, to, width);
        LowerInverse.of(l.data(), l.offset() + from * n + from, n, to - from, inverse);
        solveBlock(
            out.data(), out.offset() + from * apart, apart, inverse, to - from, block, width);
      }
    };
  }

  /** One right-hand side in place, along the rows of L. */
  private void solveOne(double[] x, int xo, double[] l, int lo, int n) {
    Kernels kernels = Kernels.get();
    for (int s = 0; s < n; s++) {
      int i = transposed ? n - 1 - s : s;
      int row = lo + i * n;
      if (transposed) {
        x[xo + i] /= l[row + i];
        kernels.axpy(-x[xo + i], l, row, x, xo, i);
      } else {
        x[xo + i] = (x[xo + i] - kernels.dot(l, row, x, xo, i)) / l[row + i];
      }
    }
  }

  /** Takes from the unknowns from…to, in the lanes, what those that are known contribute. */
  private void subtract(
      double[] x, int xo, int xs, double[] minus, int n, int from, int to, int width) {
    int rest = xo + from * xs;
    int m = to - from;
    if (transposed) {
      int at = to * n + from;
      Kernels.get().gemm(minus, at, 1, n, x, xo + to * xs, xs, x, rest, xs, m, n - to, width, 1);
    } else {
      Kernels.get().gemm(minus, from * n, n, 1, x, xo, xs, x, rest, xs, m, from, width, 1);
    }
  }

  /** A block of unknowns, by the inverse of its triangle. */
  private void solveBlock(
      double[] x, int xo, int xs, double[] inverse, int size, double[] block, int width) {
    for (int i = 0; i < size; i++) {
      System.arraycopy(x, xo + i * xs, block, i * width, width);
    }
    int ai = transposed ? 1 : size;
    int ap = transposed ? size : 1;
    Triangle held = transposed ? Triangle.UPPER : Triangle.LOWER;
    Kernels.get()
        .gemm(
            inverse,
            0,
            ai,
            ap,
            block,
            0,
            width,
            x,
            xo,
            xs,
            size,
            size,
            width,
            0,
            held,
            Triangle.ALL);
  }
}
