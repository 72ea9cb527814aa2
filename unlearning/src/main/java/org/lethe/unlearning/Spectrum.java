package org.lethe.unlearning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.run.NumericalException;

/** The eigenvalues of a symmetric matrix, and the smallest alone of a large one. */
public final class Spectrum {

  private static final int LANCZOS_STEPS = 100;
  private static final int PURPOSE = Purpose.FREE + 3;
  private static final double INVARIANT = 1e-10;

  private Spectrum() {}

  /** Of a matrix at hand. */
  public static double smallest(DMatrixRMaj symmetric) {
    return Arrays.stream(all(symmetric)).min().orElseThrow();
  }

  /** All of them. */
  public static double[] all(DMatrixRMaj symmetric) {
    int d = symmetric.numRows;
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, false, true);
    if (!eigen.decompose(symmetric.copy())) {
      throw new NumericalException(
          "Spectrum: the eigenvalues of a symmetric matrix must converge, and did not");
    }
    double[] values = new double[d];
    Arrays.setAll(values, i -> eigen.getEigenvalue(i).getReal());
    return values;
  }

  /**
   * Of a matrix [d × d] known by its products with vectors: the smallest Ritz value of Lanczos with
   * full reorthogonalisation, which is never below the eigenvalue.
   */
  public static double smallest(int d, UnaryOperator<double[]> product) {
    List<double[]> basis = new ArrayList<>();
    double[] v = new double[d];
    RandomStream.of(0).at(0, PURPOSE).gaussians(v, 0, d);
    scale(v, 1 / norm(v));
    int steps = Math.min(d, LANCZOS_STEPS);
    double[] diagonal = new double[steps];
    double[] beside = new double[steps];
    int k = 0;
    while (k < steps) {
      basis.add(v);
      double[] next = product.apply(v).clone();
      diagonal[k] = dot(next, v);
      for (int pass = 0; pass < 2; pass++) {
        basis.forEach(b -> subtract(next, dot(next, b), b));
      }
      beside[k] = norm(next);
      k++;
      if (beside[k - 1] < INVARIANT) {
        break;
      }
      scale(next, 1 / beside[k - 1]);
      v = next;
    }
    DMatrixRMaj tridiagonal = new DMatrixRMaj(k, k);
    for (int i = 0; i < k; i++) {
      tridiagonal.set(i, i, diagonal[i]);
      if (i + 1 < k) {
        tridiagonal.set(i, i + 1, beside[i]);
        tridiagonal.set(i + 1, i, beside[i]);
      }
    }
    return smallest(tridiagonal);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  private static void scale(double[] a, double by) {
    Arrays.setAll(a, i -> a[i] * by);
  }

  private static void subtract(double[] from, double times, double[] b) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= times * b[i];
    }
  }
}
