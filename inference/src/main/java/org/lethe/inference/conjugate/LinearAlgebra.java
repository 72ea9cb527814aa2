package org.lethe.inference.conjugate;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.lethe.core.posterior.ImpossibleEditException;

/** Small dense matrices, once a fit. */
final class LinearAlgebra {
  private LinearAlgebra() {}

  /**
   * The lower triangular L [d × d] with LLᵀ = Λ⁻¹, from the factorisation Λ = UUᵀ that starts at
   * the last row, so that Λ⁻¹ is never formed: L = U⁻ᵀ.
   *
   * @throws ImpossibleEditException if Λ is not positive definite
   */
  static double[][] inverseFactor(double[][] precision) {
    int d = precision.length;
    double[][] u = new double[d][d];
    for (int j = d - 1; j >= 0; j--) {
      for (int i = j; i >= 0; i--) {
        double sum = precision[i][j];
        for (int k = j + 1; k < d; k++) {
          sum -= u[i][k] * u[j][k];
        }
        if (i == j && !(sum > 0)) {
          throw ImpossibleEditException.neverLearned("the posterior precision would be indefinite");
        }
        u[i][j] = i == j ? Math.sqrt(sum) : sum / u[j][j];
      }
    }
    double[][] l = new double[d][d];
    for (int column = 0; column < d; column++) {
      for (int i = column; i < d; i++) {
        double sum = i == column ? 1 : 0;
        for (int k = column; k < i; k++) {
          sum -= u[k][i] * l[k][column];
        }
        l[i][column] = sum / u[i][i];
      }
    }
    return l;
  }

  /**
   * The lower triangular L [d × d] with LLᵀ = A.
   *
   * @throws ImpossibleEditException if A is not positive definite
   */
  static double[][] factor(double[][] a) {
    int d = a.length;
    double[][] l = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = a[i][j];
        for (int k = 0; k < j; k++) {
          rest -= l[i][k] * l[j][k];
        }
        if (i == j && !(rest > 0)) {
          throw ImpossibleEditException.neverLearned("the posterior scale would be indefinite");
        }
        l[i][j] = i == j ? Math.sqrt(rest) : rest / l[j][j];
      }
    }
    return l;
  }

  /** L⁻¹b for a lower triangular L. */
  static double[] solve(double[][] l, double[] b) {
    double[] out = b.clone();
    for (int i = 0; i < b.length; i++) {
      for (int k = 0; k < i; k++) {
        out[i] -= l[i][k] * out[k];
      }
      out[i] /= l[i][i];
    }
    return out;
  }

  /** A⁻¹ of a symmetric positive definite A, exact to the last bit where A is diagonal. */
  static double[][] inverse(double[][] a) {
    int d = a.length;
    double[][] l = inverseFactor(a);
    double[][] out = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        for (int k = 0; k <= Math.min(i, j); k++) {
          out[i][j] += l[i][k] * l[j][k];
        }
      }
      out[i][i] = isAlone(a, i) ? 1 / a[i][i] : out[i][i];
    }
    return out;
  }

  private static boolean isAlone(double[][] a, int i) {
    for (int j = 0; j < a.length; j++) {
      if (j != i && (a[i][j] != 0 || a[j][i] != 0)) {
        return false;
      }
    }
    return true;
  }

  /** LLᵀb. */
  static double[] timesSquare(double[][] l, double[] b) {
    return times(l, timesTransposed(l, b));
  }

  /** Lb for a lower triangular L. */
  static double[] times(double[][] l, double[] b) {
    double[] out = new double[b.length];
    for (int i = 0; i < b.length; i++) {
      for (int k = 0; k <= i; k++) {
        out[i] += l[i][k] * b[k];
      }
    }
    return out;
  }

  /** Lᵀb for a lower triangular L. */
  static double[] timesTransposed(double[][] l, double[] b) {
    double[] out = new double[b.length];
    for (int i = 0; i < b.length; i++) {
      for (int k = i; k < b.length; k++) {
        out[i] += l[k][i] * b[k];
      }
    }
    return out;
  }

  /** Σ bᵢ². */
  static double square(double[] b) {
    return dot(b, b);
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < b.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The smallest eigenvalue of a symmetric matrix. */
  static double smallestEigenvalue(double[][] symmetric) {
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(symmetric.length, false, true);
    if (!eigen.decompose(new DMatrixRMaj(symmetric))) {
      throw new ArithmeticException(
          "the eigenvalues of a "
              + symmetric.length
              + " × "
              + symmetric.length
              + " matrix did not converge");
    }
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < eigen.getNumberOfEigenvalues(); i++) {
      smallest = Math.min(smallest, eigen.getEigenvalue(i).getReal());
    }
    return smallest;
  }
}
