package org.lethe.core.expr;

import java.util.List;

/** Σ over rows of the outer product: AᵀB for A [rows × p] and B [rows × q]. */
enum RowOuter implements Primitive {
  ROW_OUTER;

  /** So few columns are dot products: they do not fill a vector. */
  private static final int FEW = 8;

  static Expr of(Expr a, Expr b) {
    return Node.apply(ROW_OUTER, inRows(a), inRows(b));
  }

  private static Expr inRows(Expr e) {
    return e.shape().rows() ? e : e.times(Expr.ones().reshape(1));
  }

  @Override
  public Shape shape(List<Expr> args) {
    return Shape.of(args.get(0).shape().dim(0), args.get(1).shape().dim(0));
  }

  @Override
  public boolean reducesRows() {
    return true;
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    return List.of(args.get(1).matmul(g.transpose()), args.get(0).matmul(g));
  }

  @Override
  public boolean readsTable(int arg, List<Expr> args) {
    return arg == 0 && args.get(1).shape().dim(0) == 1 && args.get(0) != args.get(1);
  }

  private static Step inTable(Buffer out, RowView view, int position, Buffer g, int p) {
    Kernels kernels = Kernels.get();
    int width = Buffer.padded(p);
    double[] sums = new double[width * kernels.lanes()];
    return rows -> {
      if (view.isInOrder()) {
        kernels.columnSums(
            view.columns(), position, p, view.first(), g.data(), g.offset(), rows, sums);
      } else {
        kernels.rowSums(view, position, g.data(), g.offset(), rows, sums, width);
      }
      System.arraycopy(sums, 0, out.data(), out.offset(), p);
    };
  }

  /** Sums of the same columns of a table, by g and by h. */
  static Step both(Buffer out, Buffer other, Buffer a, Buffer g, Buffer h) {
    RowView view = a.table().orElseThrow();
    int place = a.offset();
    int p = a.size();
    Kernels kernels = Kernels.get();
    int width = Buffer.padded(p);
    double[] x = new double[width * kernels.lanes()];
    double[] y = new double[width * kernels.lanes()];
    return rows -> {
      double[] u = g.data();
      double[] v = h.data();
      int uo = g.offset();
      int vo = h.offset();
      if (view.isInOrder()) {
        kernels.columnSums(view.columns(), place, p, view.first(), u, uo, x, v, vo, y, rows);
      } else {
        kernels.rowSums(view, place, u, uo, rows, x, width);
        kernels.rowSums(view, place, v, vo, rows, y, width);
      }
      System.arraycopy(x, 0, out.data(), out.offset(), p);
      System.arraycopy(y, 0, other.data(), other.offset(), p);
    };
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer a = args.get(0);
    Buffer b = args.get(1);
    if (a.table().isPresent()) {
      return inTable(out, a.table().get(), a.offset(), b, a.size());
    }
    int p = a.size();
    int q = b.size();
    return p < FEW || q < FEW ? byDots(out, a, b) : byProduct(out, a, b);
  }

  private static Step byDots(Buffer out, Buffer a, Buffer b) {
    int p = a.size();
    int q = b.size();
    Kernels kernels = Kernels.get();
    return rows -> {
      for (int i = 0; i < p; i++) {
        for (int j = 0; j < q; j++) {
          out.data()[out.at(i * q + j)] = kernels.dot(a.data(), a.at(i), b.data(), b.at(j), rows);
        }
      }
    };
  }

  /** The product with B turned over, of which whole vectors are read. */
  private static Step byProduct(Buffer out, Buffer a, Buffer b) {
    int p = a.size();
    int q = b.size();
    Kernels kernels = Kernels.get();
    double[] turned = new double[b.stride() * q];
    return rows -> {
      Transposed.copy(b.data(), b.offset(), b.stride(), turned, 0, q, q, rows);
      kernels.gemm(
          a.data(),
          a.offset(),
          a.stride(),
          1,
          turned,
          0,
          q,
          out.data(),
          out.offset(),
          q,
          p,
          rows,
          q,
          0,
          Triangle.ALL,
          out.role().wanted());
    };
  }
}
