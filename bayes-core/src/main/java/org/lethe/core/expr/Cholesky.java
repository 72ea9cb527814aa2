package org.lethe.core.expr;

import java.util.List;

/**
 * The lower triangular L with L·Lᵀ = A; only the lower triangle of A is read. Reverse rule: Murray,
 * "Differentiation of the Cholesky decomposition", 2016: Ā = ½(S + Sᵀ), S = L⁻ᵀ Φ(Lᵀ L̄) L⁻¹, Φ the
 * lower triangle with its diagonal halved. A that is not positive definite gives NaN.
 */
enum Cholesky implements Primitive {
  CHOLESKY;

  private static final int BLOCK = 8;

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
    int width = Buffer.padded(n);
    double[] u = new double[n * width];
    return rows -> decompose(a.data(), a.offset(), u, width, out.data(), out.offset(), n);
  }

  /** Works on U = Lᵀ, whose rows are contiguous, eight of them at a time. */
  private static void decompose(
      double[] a, int ao, double[] u, int width, double[] l, int lo, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        u[j * width + i] = a[ao + i * n + j];
      }
    }
    for (int k = 0; k < n; k += BLOCK) {
      int rows = Math.min(BLOCK, n - k);
      Kernels.get()
          .gemm(u, k, 1, width, u, k, width, u, k * width + k, width, rows, k, width - k, -1);
      factor(u, width, k, k + rows);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        l[lo + i * n + j] = j > i ? 0 : u[j * width + i];
      }
    }
  }

  /** Rows from…to of U, after what the rows before them contribute has been taken off. */
  private static void factor(double[] u, int width, int from, int to) {
    Kernels kernels = Kernels.get();
    for (int k = from; k < to; k++) {
      int row = k * width;
      for (int p = from; p < k; p++) {
        kernels.axpy(-u[p * width + k], u, p * width + k, u, row + k, width - k);
      }
      double pivot = u[row + k];
      double scale = pivot > 0 ? 1 / Math.sqrt(pivot) : Double.NaN;
      for (int j = k; j < width; j++) {
        u[row + j] *= scale;
      }
    }
  }
}
