package org.lethe.core.expr;

import java.util.List;

/**
 * First moments of rows about centres, Σ over rows of a_k (x_j − m_kj), for weights A [rows × K], x
 * [rows × d] and centres m [K × d]: [K × d]. Taken apart, AᵀX − m Σ a, of which both sums are made
 * in one walk over the rows.
 */
enum RowMoment implements Primitive {
  ROW_MOMENT;

  /** So many weights and columns are a product of matrices. */
  private static final int MANY = 8;

  static Expr of(Expr a, Expr x, Expr m) {
    return Simplify.isNegated(a) ? of(a.negate(), x, m).negate() : Node.apply(ROW_MOMENT, a, x, m);
  }

  @Override
  public Shape shape(List<Expr> args) {
    return args.get(2).shape();
  }

  @Override
  public boolean reducesRows() {
    return true;
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    Expr a = args.get(0);
    Expr x = args.get(1);
    Expr m = args.get(2);
    Expr total = a.sumRows().reshape(m.shape().dim(0), 1);
    return List.of(
        x.matmul(g.transpose()).minus(m.times(g).sum(1)), a.matmul(g), g.times(total).negate());
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer a = args.get(0);
    Buffer x = args.get(1);
    Buffer m = args.get(2);
    int k = m.shape().dim(0);
    int d = m.shape().dim(1);
    Kernels kernels = Kernels.get();
    if (k >= MANY && d >= MANY) {
      Step product = RowOuter.ROW_OUTER.bind(out, List.of(a, x));
      return rows -> {
        product.run(rows);
        for (int c = 0; c < k; c++) {
          double total = kernels.sum(a.data(), a.at(c), rows);
          kernels.axpy(-total, m.data(), m.at(c * d), out.data(), out.at(c * d), d);
        }
      };
    }
    double[] lanes = new double[6 * kernels.lanes()];
    return rows ->
        kernels.rowMoment(
            a.data(),
            a.offset(),
            a.stride(),
            k,
            x.data(),
            x.offset(),
            x.stride(),
            d,
            m.data(),
            m.offset(),
            out.data(),
            out.offset(),
            rows,
            lanes);
  }
}
