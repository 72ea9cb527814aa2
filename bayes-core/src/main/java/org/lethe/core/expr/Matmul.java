package org.lethe.core.expr;

import java.util.List;

/** The matrix product of [m × k] or [rows × k] with [k × n]. */
enum Matmul implements Primitive {
  MATMUL;

  /** Brings vectors to matrices and the result back. */
  static Expr of(Expr a, Expr b) {
    Shape as = a.shape();
    Shape bs = b.shape();
    boolean fits =
        !bs.rows()
            && (bs.rank() == 1 || bs.rank() == 2)
            && (as.rows() ? as.rank() == 1 : as.rank() == 1 || as.rank() == 2)
            && as.dim(as.rank() - 1) == bs.dim(0);
    if (!fits) {
      throw new ShapeException("matmul: shapes " + as + " and " + bs + " do not fit together");
    }
    boolean column = bs.rank() == 1;
    boolean row = !as.rows() && as.rank() == 1;
    Expr left = row ? a.reshape(1, as.dim(0)) : a;
    Expr right = column ? b.reshape(bs.dim(0), 1) : b;
    Expr product = Node.apply(MATMUL, left, right);
    int n = right.shape().dim(1);
    if (as.rows()) {
      return column ? product.reshape() : product;
    }
    if (row) {
      return column ? product.reshape() : product.reshape(n);
    }
    return column ? product.reshape(as.dim(0)) : product;
  }

  @Override
  public Shape shape(List<Expr> args) {
    Shape a = args.get(0).shape();
    int n = args.get(1).shape().dim(1);
    return a.rows() ? Shape.perRow(n) : Shape.of(a.dim(0), n);
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    Expr a = args.get(0);
    Expr b = args.get(1);
    if (!a.shape().rows()) {
      return List.of(g.matmul(b.transpose()), a.transpose().matmul(g));
    }
    return List.of(g.matmul(b.transpose()), RowOuter.of(a, g));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer a = args.get(0);
    Buffer b = args.get(1);
    int inner = b.shape().dim(0);
    int columns = b.shape().dim(1);
    int height = a.shape().dim(0);
    return a.rows()
        ? rows -> byLanes(out, a, b, inner, columns, rows)
        : rows -> byRows(out, a, b, inner, columns, height);
  }

  /** Rows are lanes: each result column is a combination of the columns of a. */
  private static void byLanes(Buffer out, Buffer a, Buffer b, int inner, int columns, int rows) {
    Kernels kernels = Kernels.get();
    for (int j = 0; j < columns; j++) {
      kernels.fill(0, out.data(), out.at(j), rows);
      for (int p = 0; p < inner; p++) {
        double w = b.data()[b.at(p * columns + j)];
        kernels.axpy(w, a.data(), a.at(p), out.data(), out.at(j), rows);
      }
    }
  }

  private static void byRows(Buffer out, Buffer a, Buffer b, int inner, int columns, int height) {
    Kernels kernels = Kernels.get();
    for (int i = 0; i < height; i++) {
      if (columns == 1) {
        out.data()[out.at(i)] = kernels.dot(a.data(), a.at(i * inner), b.data(), b.at(0), inner);
        continue;
      }
      kernels.fill(0, out.data(), out.at(i * columns), columns);
      for (int p = 0; p < inner; p++) {
        double w = a.data()[a.at(i * inner + p)];
        kernels.axpy(w, b.data(), b.at(p * columns), out.data(), out.at(i * columns), columns);
      }
    }
  }
}
