package org.lethe.core.expr;

import java.util.List;

/**
 * −½ Σ_j (x_j − m_kj)² for x [rows × d] or [n × d] and centres m [K × d]: [rows × K] or [n × K].
 * Differences are squared as they are, so that data far from the origin lose nothing; the
 * derivative is linear in them and safely taken apart, Σ g x − m Σ g.
 */
enum GaussianExponent implements Primitive {
  GAUSSIAN_EXPONENT;

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
    boolean rows = x.shape().rows();
    int k = m.shape().dim(0);
    Expr alongX = rows ? RowOuter.of(g, x) : g.transpose().matmul(x);
    Expr total = rows ? g.sumRows() : g.sum(0);
    Expr each = Reshape.insert(g.sum(x.shape().rank() - 1), x.shape().rank() - 1);
    return List.of(g.matmul(m).minus(x.times(each)), alongX.minus(m.times(total.reshape(k, 1))));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer x = args.get(0);
    Buffer m = args.get(1);
    int k = m.shape().dim(0);
    int d = m.shape().dim(1);
    Kernels kernels = Kernels.get();
    if (out.rows()) {
      return rows -> {
        int n = Buffer.padded(rows);
        for (int c = 0; c < k; c++) {
          kernels.gaussianExponent(
              x.data(), x.offset(), x.stride(), m.data(), m.at(c * d), d, out.data(), out.at(c), n);
        }
      };
    }
    int points = x.shape().dim(0);
    double[] centres = new double[k * d];
    return rows -> {
      // centres are lanes
      Transposed.copy(m.data(), m.offset(), d, centres, 0, k, k, d);
      for (int i = 0; i < points; i++) {
        kernels.gaussianExponent(
            centres, 0, k, x.data(), x.at(i * d), d, out.data(), out.at(i * k), k);
      }
    };
  }
}
