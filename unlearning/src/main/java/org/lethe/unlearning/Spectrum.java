package org.lethe.unlearning;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.lethe.inference.run.NumericalException;

/** The eigenvalues of a symmetric matrix, and the smallest alone of a large one. */
public final class Spectrum {

  private static final int LANCZOS_STEPS = 100;

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
    Lanczos process = Lanczos.of(d, product);
    while (process.products() < LANCZOS_STEPS && !process.isComplete()) {
      process.advance();
    }
    return Arrays.stream(process.ritz()).min().orElseThrow();
  }
}
