package org.lethe.core.expr;

import java.util.List;
import java.util.Map;

/**
 * The reverse rule of {@link Cholesky}: of L and L̄, of which only lower triangles are read, Ā =
 * ½(S + Sᵀ) with S = L⁻ᵀ Φ(Lᵀ L̄) L⁻¹, Φ the lower triangle with its diagonal halved. It is
 * computed by running the factorisation backwards in blocks, at a sixth of that formula's
 * operations (Murray, "Differentiation of the Cholesky decomposition", 2016, section 3.4); its own
 * derivative is that of the formula.
 */
enum CholeskyAdjoint implements Primitive {
  CHOLESKY_ADJOINT;

  private static final int BLOCK = 8;

  @Override
  public Shape shape(List<Expr> args) {
    return args.get(0).shape();
  }

  @Override
  public List<Expr> adjoints(Expr self, List<Expr> args, Expr g) {
    int n = self.shape().dim(0);
    Expr l = Expr.input("l", n, n);
    Expr slope = Expr.input("slope", n, n);
    Expr weight = Expr.input("weight", n, n);
    List<Expr> parts = Gradient.of(formula(l, slope).times(weight).sum(), l, slope);
    Map<Expr, Expr> here = Map.of(l, args.get(0), slope, args.get(1), weight, g);
    return List.of(parts.get(0).substitute(here), parts.get(1).substitute(here));
  }

  private static Expr formula(Expr l, Expr slope) {
    Expr product = l.transpose().matmul(slope.tril()).tril();
    Expr phi = product.minus(product.diagonal().times(0.5).toDiagonal());
    Expr half = l.solveLowerTransposed(phi);
    Expr s = l.solveLowerTransposed(half.transpose()).transpose();
    return s.plus(s.transpose()).times(0.5);
  }

  @Override
  public Step bind(Buffer out, List<Buffer> args) {
    Buffer l = args.get(0);
    Buffer slope = args.get(1);
    int n = l.shape().dim(0);
    double[] inverse = new double[BLOCK * BLOCK];
    double[] both = new double[BLOCK * BLOCK];
    double[] column = new double[n * BLOCK];
    return rows -> {
      for (int i = 0; i < n; i++) {
        System.arraycopy(
            slope.data(), slope.offset() + i * n, out.data(), out.offset() + i * n, i + 1);
      }
      for (int j = (n - 1) / BLOCK * BLOCK; j >= 0; j -= BLOCK) {
        block(l.data(), l.offset(), out.data(), out.offset(), n, j, inverse, both, column);
      }
      symmetric(out.data(), out.offset(), n);
    };
  }

  /** Columns j…j + 8 of L, with R to the left of their diagonal block D and C below it. */
  private static void block(
      double[] l,
      int lo,
      double[] t,
      int to,
      int n,
      int j,
      double[] inverse,
      double[] both,
      double[] column) {
    Kernels kernels = Kernels.get();
    int k = Math.min(n, j + BLOCK);
    int below = n - k;
    int d = j * n + j;
    int c = k * n + j;
    if (below > 0) {
      // C̄ ← C̄ D⁻¹, B̄ ← B̄ − C̄ R, D̄ ← D̄ − C̄ᵀ C, R̄ ← R̄ − C̄ᵀ B
      LowerInverse.of(l, lo + d, n, BLOCK, inverse);
      for (int i = 0; i < below; i++) {
        System.arraycopy(t, to + c + i * n, column, i * BLOCK, BLOCK);
      }
      kernels.gemm(column, 0, BLOCK, 1, inverse, 0, BLOCK, t, to + c, n, below, BLOCK, BLOCK, 0);
      kernels.gemm(t, to + c, n, 1, l, lo + j * n, n, t, to + k * n, n, below, BLOCK, j, -1);
      kernels.gemm(t, to + c, 1, n, l, lo + c, n, t, to + d, n, BLOCK, below, BLOCK, -1);
      kernels.gemm(t, to + c, 1, n, l, lo + k * n, n, t, to + j * n, n, BLOCK, below, j, -1);
    }
    unblocked(l, lo + d, t, to + d, n, k - j);
    for (int p = 0; p < k - j; p++) {
      for (int q = 0; q <= p; q++) {
        double x = t[to + d + p * n + q];
        both[p * BLOCK + q] = p == q ? 2 * x : x;
        both[q * BLOCK + p] = both[p * BLOCK + q];
      }
    }
    kernels.gemm(both, 0, BLOCK, 1, l, lo + j * n, n, t, to + j * n, n, k - j, k - j, j, -1);
  }

  /** One diagonal block, column by column from the last. */
  private static void unblocked(double[] l, int lo, double[] t, int to, int n, int size) {
    for (int j = size - 1; j >= 0; j--) {
      double pivot = l[lo + j * n + j];
      double slope = t[to + j * n + j];
      for (int i = j + 1; i < size; i++) {
        slope -= l[lo + i * n + j] * t[to + i * n + j] / pivot;
      }
      t[to + j * n + j] = slope;
      for (int i = j; i < size; i++) {
        t[to + i * n + j] /= pivot;
        for (int q = 0; q < j; q++) {
          t[to + j * n + q] -= t[to + i * n + j] * l[lo + i * n + q];
          if (i > j) {
            t[to + i * n + q] -= t[to + i * n + j] * l[lo + j * n + q];
          }
        }
      }
      t[to + j * n + j] *= 0.5;
    }
  }

  /** ½(T + Tᵀ) for a lower triangular T. */
  private static void symmetric(double[] t, int to, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double half = 0.5 * t[to + i * n + j];
        t[to + i * n + j] = half;
        t[to + j * n + i] = half;
      }
    }
  }
}
