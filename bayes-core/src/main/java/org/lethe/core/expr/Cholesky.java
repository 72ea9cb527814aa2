package org.lethe.core.expr;

import java.util.List;

/**
 * The lower triangular L with L·Lᵀ = A; only the lower triangle of A is read. Reverse rule: Murray,
 * "Differentiation of the Cholesky decomposition", 2016: Ā = ½(S + Sᵀ), S = L⁻ᵀ Φ(Lᵀ L̄) L⁻¹, Φ the
 * lower triangle with its diagonal halved. A that is not positive definite gives NaN.
 */
enum Cholesky implements Primitive {
  CHOLESKY;

  @Override
  public Shape shape(List<Expr> args) {
    Shape a = args.get(0).shape();
    if (a.rows() || a.rank() != 2 || a.dim(0) != a.dim(1)) {
      throw new ShapeException("cholesky: needs a square matrix without rows, got " + a);
    }
    return a;
  }

  @Override
  public List<Expr> adjoints(Expr l, List<Expr> args, Expr g) {
    Expr product = l.transpose().matmul(g.tril()).tril();
    Expr phi = product.minus(product.diagonal().times(0.5).toDiagonal());
    Expr half = l.solveLowerTransposed(phi);
    Expr s = l.solveLowerTransposed(half.transpose()).transpose();
    return List.of(s.plus(s.transpose()).times(0.5));
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer a = args.get(0);
    int n = a.shape().dim(0);
    return rows -> decompose(a.data(), a.offset(), out.data(), out.offset(), n);
  }

  private static void decompose(double[] a, int ao, double[] l, int lo, int n) {
    Kernels kernels = Kernels.get();
    for (int i = 0; i < n; i++) {
      int row = lo + i * n;
      for (int j = 0; j <= i; j++) {
        double s = a[ao + i * n + j] - kernels.dot(l, row, l, lo + j * n, j);
        if (i == j) {
          l[row + i] = s > 0 ? Math.sqrt(s) : Double.NaN;
        } else {
          l[row + j] = s / l[lo + j * n + j];
        }
      }
      kernels.fill(0, l, row + i + 1, n - i - 1);
    }
  }
}
