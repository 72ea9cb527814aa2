package org.lethe.core.expr;

import java.util.List;

/**
 * −½ Σ_j (x_j − m_kj)² for x [rows × d] or [n × d] and centres m [K × d]: [rows × K] or [n × K].
 * For rows there may be an offset b [K], which is added. Differences are squared as they are, so
 * that data far from the origin lose nothing; the derivative is linear in them and safely taken
 * apart, Σ g x − m Σ g.
 */
enum GaussianExponent implements Primitive {
  GAUSSIAN_EXPONENT;

  /** Whether what is added to such exponents can be their offset. */
  static boolean takes(Expr exponents, Expr added) {
    return exponents instanceof Node.Apply a
        && a.op() == GAUSSIAN_EXPONENT
        && exponents.shape().rows()
        && added.shape().withRows(true).equals(exponents.shape())
        && !added.shape().rows();
  }

  /** Exponents with an offset more, which {@link #takes} allows. */
  static Expr offset(Expr exponents, Expr added) {
    List<Expr> args = ((Node.Apply) exponents).args();
    Expr b = args.size() == 2 ? added : args.get(2).plus(added);
    return Node.apply(GAUSSIAN_EXPONENT, args.get(0), args.get(1), b);
  }

  @Override
  public Shape shape(List<Expr> args) {
    Shape x = args.get(0).shape();
    Shape m = args.get(1).shape();
    boolean fits =
        !m.rows()
            && m.rank() == 2
            && x.rank() == (x.rows() ? 1 : 2)
            && x.dim(x.rank() - 1) == m.dim(1);
    if (!fits) {
      throw new ShapeException(
          "gaussianExponent: shapes " + x + " and " + m + " do not fit together");
    }
    return x.rows() ? Shape.perRow(m.dim(0)) : Shape.of(x.dim(0), m.dim(0));
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    Expr x = args.get(0);
    Expr m = args.get(1);
    Expr each = Reshape.insert(g.sum(x.shape().rank() - 1), x.shape().rank() - 1);
    Expr alongX = g.matmul(m).minus(x.times(each));
    if (!x.shape().rows()) {
      Expr total = g.sum(0).reshape(m.shape().dim(0), 1);
      return List.of(alongX, g.transpose().matmul(x).minus(m.times(total)));
    }
    Expr inRows = g.shape().rows() ? g : g.times(Expr.ones().reshape(1));
    Expr alongM = RowMoment.of(inRows, x, m);
    return args.size() == 2 ? List.of(alongX, alongM) : List.of(alongX, alongM, inRows);
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer x = args.get(0);
    Buffer m = args.get(1);
    int k = m.shape().dim(0);
    int d = m.shape().dim(1);
    Kernels kernels = Kernels.get();
    if (out.rows()) {
      Buffer b = args.size() == 3 ? args.get(2) : new Buffer(Shape.of(k), new double[k], 0, 1);
      return rows ->
          kernels.gaussianExponents(
              x.data(),
              x.offset(),
              x.stride(),
              m.data(),
              m.offset(),
              k,
              d,
              b.data(),
              b.offset(),
              out.data(),
              out.offset(),
              out.stride(),
              Buffer.padded(rows));
    }
    int points = x.shape().dim(0);
    double[] centres = new double[k * d];
    double[] none = new double[points];
    return rows -> {
      // centres are lanes
      Transposed.copy(m.data(), m.offset(), d, centres, 0, k, k, d);
      kernels.gaussianExponents(
          centres, 0, k, x.data(), x.offset(), points, d, none, 0, out.data(), out.offset(), k, k);
    };
  }
}
