package org.lethe.core.expr;

import java.util.Arrays;
import java.util.List;

/**
 * The lower triangular L with L·Lᵀ = A; only the lower triangle of A is read. Its reverse rule is
 * {@link CholeskyAdjoint}. A that is not positive definite gives NaN.
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
    return List.of(Node.apply(CholeskyAdjoint.CHOLESKY_ADJOINT, l, g));
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
    Transposed.copy(a, ao, n, u, 0, width, n, n);
    for (int k = 0; k < n; k += BLOCK) {
      int rows = Math.min(BLOCK, n - k);
      Kernels.get()
          .gemm(u, k, 1, width, u, k, width, u, k * width + k, width, rows, k, width - k, -1);
      factor(u, width, k, k + rows);
    }
    Transposed.copy(u, 0, width, l, lo, n, n, n);
    for (int i = 0; i < n; i++) {
      Arrays.fill(l, lo + i * n + i + 1, lo + (i + 1) * n, 0);
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
