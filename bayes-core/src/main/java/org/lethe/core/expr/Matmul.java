package org.lethe.core.expr;

import java.util.List;

/** The matrix product of [m × k] or [rows × k] with [k × n]. */
enum Matmul implements Primitive {
  MATMUL;

  /** So few columns are dot products: they do not fill a vector. */
  private static final int FEW = 8;

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
    if (Simplify.isNegated(a)) {
      return Simplify.negate(of(Simplify.negate(a), b));
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
    int k = b.shape().dim(0);
    boolean column = b.shape().dim(1) == 1;
    Expr left = column ? g.times(b.reshape(k)) : g.matmul(b.transpose());
    return List.of(left, a.shape().rows() ? RowOuter.of(a, g) : a.transpose().matmul(g));
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
      return rowsAsLanes(out, a, b);
    }
    if (n < FEW) {
      return byColumns(out, a, b);
    }
    boolean turned = a.role().transposed();
    int m = a.shape().dim(0);
    double[] straight = new double[b.role().transposed() ? k * n : 0];
    double[] right = b.role().transposed() ? straight : b.data();
    int at = b.role().transposed() ? 0 : b.offset();
    return rows -> {
      straighten(b, straight);
      kernels.gemm(
          a.data(),
          a.offset(),
          turned ? 1 : k,
          turned ? m : 1,
          right,
          at,
          n,
          out.data(),
          out.offset(),
          n,
          m,
          k,
          n,
          0,
          a.role().held(),
          Triangle.ALL);
    };
  }

  /** Rows are lanes: the transposed product Bᵀ·Aᵀ. */
  private static Step rowsAsLanes(Buffer out, Buffer a, Buffer b) {
    int k = b.shape().dim(0);
    int n = b.shape().dim(1);
    boolean turned = b.role().transposed();
    Triangle held = b.role().held().transposed();
    Kernels kernels = Kernels.get();
    return rows ->
        kernels.gemm(
            b.data(),
            b.offset(),
            turned ? k : 1,
            turned ? 1 : n,
            a.data(),
            a.offset(),
            a.stride(),
            out.data(),
            out.offset(),
            out.stride(),
            n,
            k,
            Buffer.padded(rows),
            0,
            held,
            Triangle.ALL);
  }

  /** A few columns: rows of A against columns of B, made contiguous where they are not. */
  private static Step byColumns(Buffer out, Buffer a, Buffer b) {
    int m = a.shape().dim(0);
    int k = b.shape().dim(0);
    int n = b.shape().dim(1);
    if (a.role().transposed()) {
      return byColumnsOfBoth(out, a, b);
    }
    boolean turned = b.role().transposed();
    double[] columns = new double[turned || n == 1 ? 0 : k * n];
    double[] right = turned || n == 1 ? b.data() : columns;
    int rightAt = turned || n == 1 ? b.offset() : 0;
    Kernels kernels = Kernels.get();
    return rows -> {
      if (columns.length > 0) {
        Transposed.copy(b.data(), b.offset(), n, columns, 0, k, k, n);
      }
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          out.data()[out.at(i * n + j)] =
              kernels.dot(a.data(), a.offset() + i * k, right, rightAt + j * k, k);
        }
      }
    };
  }

  /** A few columns, each the sum of those of A by a column of B. */
  private static Step byColumnsOfBoth(Buffer out, Buffer a, Buffer b) {
    int m = a.shape().dim(0);
    int k = b.shape().dim(0);
    int n = b.shape().dim(1);
    boolean turned = b.role().transposed();
    double[] column = new double[m];
    Kernels kernels = Kernels.get();
    return rows -> {
      for (int j = 0; j < n; j++) {
        kernels.fill(0, column, 0, m);
        for (int p = 0; p < k; p++) {
          double w = b.data()[b.at(turned ? j * k + p : p * n + j)];
          kernels.axpy(w, a.data(), a.offset() + p * m, column, 0, m);
        }
        for (int i = 0; i < m; i++) {
          out.data()[out.at(i * n + j)] = column[i];
        }
      }
    };
  }

  /** A matrix that lies transposed, laid out by rows. */
  private static void straighten(Buffer x, double[] out) {
    if (x.role().transposed() && out.length > 0) {
      int m = x.shape().dim(0);
      int n = x.shape().dim(1);
      Transposed.copy(x.data(), x.offset(), m, out, 0, n, n, m);
    }
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

  /** Products of the same columns of a table, with b and with c. */
  static Step both(Buffer out, Buffer other, Buffer a, Buffer b, Buffer c) {
    RowView view = a.table().orElseThrow();
    int place = a.offset();
    int k = b.shape().dim(0);
    Kernels kernels = Kernels.get();
    double[] w = new double[Buffer.padded(k)];
    double[] v = new double[Buffer.padded(k)];
    return rows -> {
      System.arraycopy(b.data(), b.offset(), w, 0, k);
      System.arraycopy(c.data(), c.offset(), v, 0, k);
      double[] x = out.data();
      double[] y = other.data();
      int xo = out.offset();
      int yo = other.offset();
      if (view.isInOrder()) {
        kernels.columnDots(view.columns(), place, k, view.first(), w, x, xo, v, y, yo, rows);
      } else {
        // listed rows are in the cache once the first product has met them
        kernels.rowDots(view, place, w, w.length, x, xo, rows);
        kernels.rowDots(view, place, v, v.length, y, yo, rows);
      }
    };
  }
}
