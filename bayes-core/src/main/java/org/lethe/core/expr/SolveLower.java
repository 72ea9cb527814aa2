package org.lethe.core.expr;

import java.util.List;

/**
 * x with L·x = b, or Lᵀ·x = b, for a lower triangular L [n × n] and b [n × m] or [rows × n]. Only
 * the lower triangle of L is read.
 */
record SolveLower(boolean transposed) implements Primitive {

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
    int lanes = b.rows() ? 1 : b.shape().dim(1);
    return rows -> solve(out, l, b, n, lanes, b.rows() ? rows : lanes);
  }

  /** Each unknown is a stretch over the right-hand sides, which are the lanes. */
  private void solve(Buffer out, Buffer l, Buffer b, int n, int lanes, int width) {
    Kernels kernels = Kernels.get();
    for (int s = 0; s < n; s++) {
      int i = transposed ? n - 1 - s : s;
      int to = out.at(i * lanes);
      System.arraycopy(b.data(), b.at(i * lanes), out.data(), to, width);
      for (int j = transposed ? i + 1 : 0; j < (transposed ? n : i); j++) {
        double w = l.data()[l.at(transposed ? j * n + i : i * n + j)];
        kernels.axpy(-w, out.data(), out.at(j * lanes), out.data(), to, width);
      }
      double pivot = l.data()[l.at(i * n + i)];
      for (int r = 0; r < width; r++) {
        out.data()[to + r] /= pivot;
      }
    }
  }
}
