package org.lethe.inference.energy;

import java.util.Arrays;
import java.util.Optional;
import org.lethe.core.expr.Expr;

/** A lower triangular matrix A [d × d] with a positive diagonal, or a diagonal one kept as such. */
final class Triangular {

  private final double[] diagonal;
  private final Optional<double[][]> lower;

  private Triangular(double[] diagonal, Optional<double[][]> lower) {
    this.diagonal = diagonal;
    this.lower = lower;
    for (int i = 0; i < diagonal.length; i++) {
      if (!(diagonal[i] > 0) || !Double.isFinite(diagonal[i])) {
        throw new IllegalArgumentException(
            "Frame: scale must be positive and finite, got " + diagonal[i] + " at " + i);
      }
    }
  }

  static Triangular diagonal(double[] diagonal) {
    return new Triangular(diagonal.clone(), Optional.empty());
  }

  /** What lies above the diagonal is ignored. */
  static Triangular lower(double[][] matrix) {
    int d = matrix.length;
    double[][] lower = new double[d][d];
    double[] diagonal = new double[d];
    for (int i = 0; i < d; i++) {
      System.arraycopy(matrix[i], 0, lower[i], 0, i + 1);
      diagonal[i] = lower[i][i];
    }
    return new Triangular(diagonal, Optional.of(lower));
  }

  int size() {
    return diagonal.length;
  }

  boolean isDiagonal() {
    return lower.isEmpty();
  }

  double[] diagonal() {
    return diagonal.clone();
  }

  double entry(int i, int j) {
    if (lower.isPresent()) {
      return lower.get()[i][j];
    }
    return i == j ? diagonal[i] : 0;
  }

  /** log |A|. */
  double logDeterminant() {
    return Arrays.stream(diagonal).map(Math::log).sum();
  }

  /** Σᵢ A²ᵢⱼ for each column j. */
  double[] columnSquares() {
    double[] out = new double[size()];
    for (int i = 0; i < out.length; i++) {
      for (int j = isDiagonal() ? i : 0; j <= i; j++) {
        out[j] += entry(i, j) * entry(i, j);
      }
    }
    return out;
  }

  /** A v. */
  double[] times(double[] v) {
    double[] out = new double[v.length];
    for (int i = 0; i < v.length; i++) {
      for (int j = isDiagonal() ? i : 0; j <= i; j++) {
        out[i] += entry(i, j) * v[j];
      }
    }
    return out;
  }

  /** A L. */
  double[][] times(double[][] other) {
    int d = size();
    double[][] out = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        for (int k = isDiagonal() ? i : j; k <= i; k++) {
          out[i][j] += entry(i, k) * other[k][j];
        }
      }
    }
    return out;
  }

  /** A⁻¹ v. */
  double[] solve(double[] v) {
    double[] out = new double[v.length];
    for (int i = 0; i < v.length; i++) {
      double rest = v[i];
      for (int j = isDiagonal() ? i : 0; j < i; j++) {
        rest -= entry(i, j) * out[j];
      }
      out[i] = rest / diagonal[i];
    }
    return out;
  }

  /** A⁻¹ B. */
  Triangular solve(Triangular b) {
    int d = size();
    if (isDiagonal() && b.isDiagonal()) {
      double[] ratio = b.diagonal();
      for (int i = 0; i < d; i++) {
        ratio[i] /= diagonal[i];
      }
      return diagonal(ratio);
    }
    double[][] out = new double[d][d];
    for (int j = 0; j < d; j++) {
      for (int i = j; i < d; i++) {
        double rest = b.entry(i, j);
        for (int k = isDiagonal() ? i : j; k < i; k++) {
          rest -= entry(i, k) * out[k][j];
        }
        out[i][j] = rest / diagonal[i];
      }
    }
    return lower(out);
  }

  /** A v for an expression v [d] or, column by column, [d × m]. */
  Expr times(Expr v) {
    if (lower.isPresent()) {
      return Expr.constant(lower.get()).matmul(v);
    }
    Expr s = Expr.vector(diagonal);
    return v.shape().rank() == 1 ? s.times(v) : s.reshape(size(), 1).times(v);
  }
}
