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
  public boolean readsTable(int arg, List<Expr> args) {
    return arg == 0 && args.get(1).shape().dim(1) == 1;
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer a = args.get(0);
    Buffer b = args.get(1);
    int k = b.shape().dim(0);
    int n = b.shape().dim(1);
    Kernels kernels = Kernels.get();
    if (a.table().isPresent()) {
      return inTable(out, a.table().get(), a.offset(), b, k);
    }
    if (a.rows()) {
      // rows are lanes: the transposed product
      return rows ->
          kernels.gemm(
              b.data(),
              b.offset(),
              1,
              n,
              a.data(),
              a.offset(),
              a.stride(),
              out.data(),
              out.offset(),
              out.stride(),
              n,
              k,
              Buffer.padded(rows),
              0);
    }
    int m = a.shape().dim(0);
    if (n == 1) {
      return rows -> {
        for (int i = 0; i < m; i++) {
          out.data()[out.at(i)] = kernels.dot(a.data(), a.at(i * k), b.data(), b.offset(), k);
        }
      };
    }
    return rows ->
        kernels.gemm(
            a.data(),
            a.offset(),
            k,
            1,
            b.data(),
            b.offset(),
            n,
            out.data(),
            out.offset(),
            n,
            m,
            k,
            n,
            0);
  }

  private static Step inTable(Buffer out, RowView view, int position, Buffer b, int k) {
    Kernels kernels = Kernels.get();
    double[] w = new double[Buffer.padded(k)];
    return rows -> {
      System.arraycopy(b.data(), b.offset(), w, 0, k);
      if (view.isInOrder()) {
        kernels.columnDots(
            view.columns(), position, k, view.first(), w, out.data(), out.offset(), rows);
      } else {
        kernels.rowDots(view, position, w, w.length, out.data(), out.offset(), rows);
      }
    };
  }
}
