package org.lethe.core.expr;

import java.util.List;

/** Σ over rows of the outer product: AᵀB for A [rows × p] and B [rows × q]. */
enum RowOuter implements Primitive {
  ROW_OUTER;

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
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer a = args.get(0);
    Buffer b = args.get(1);
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
}
