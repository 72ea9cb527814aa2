package org.lethe.core.expr;

import java.util.List;

/**
 * x with L·x = b, or Lᵀ·x = b, for a lower triangular L [n × n] and b [n × m] or [rows × n]. Only
 * the lower triangle of L is read.
 */
record SolveLower(boolean transposed) implements Primitive {

  /** So many unknowns at a time: the widest tile of a product. */
  private static final int BLOCK = 6;

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
    return rows -> {
      int width = b.rows() ? Buffer.padded(rows) : apart;
      for (int i = 0; i < n; i++) {
        System.arraycopy(
            b.data(), b.offset() + i * apart, out.data(), out.offset() + i * apart, width);
        for (int j = 0; j < i; j++) {
          minus[i * n + j] = -l.data()[l.offset() + i * n + j];
        }
        minus[i * n + i] = 1 / l.data()[l.offset() + i * n + i];
      }
      for (int s = 0; s < n; s += BLOCK) {
        int from = transposed ? Math.max(0, n - s - BLOCK) : s;
        int to = transposed ? n - s : Math.min(n, s + BLOCK);
        subtract(out.data(), out.offset(), apart, minus, n, from, to, width);
        solveBlock(out.data(), out.offset(), apart, minus, n, from, to, width);
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

  /** The unknowns from…to, one after the other; {@code minus} has inverses on its diagonal. */
  private void solveBlock(
      double[] x, int xo, int xs, double[] minus, int n, int from, int to, int width) {
    Kernels kernels = Kernels.get();
    for (int s = 0; s < to - from; s++) {
      int i = transposed ? to - 1 - s : from + s;
      int row = xo + i * xs;
      for (int t = 0; t < s; t++) {
        int p = transposed ? to - 1 - t : from + t;
        kernels.axpy(minus[transposed ? p * n + i : i * n + p], x, xo + p * xs, x, row, width);
      }
      kernels.binaryRight(Binary.TIMES, x, row, minus[i * n + i], x, row, width);
    }
  }
}
