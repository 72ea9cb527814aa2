package org.lethe.core.expr;

import java.util.List;

/** The sum over rows; fixed dimensions stay. Its step sums one block. */
enum SumRows implements Primitive {
  SUM_ROWS;

  @Override
  public Shape shape(List<Expr> args) {
    return args.get(0).shape().withRows(false);
  }

  @Override
  public boolean reducesRows() {
    return true;
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    return List.of(g);
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer x = args.get(0);
    Kernels kernels = Kernels.get();
    return rows -> {
      for (int k = 0; k < out.size(); k++) {
        out.data()[out.at(k)] = kernels.sum(x.data(), x.at(k), rows);
      }
    };
  }
}
