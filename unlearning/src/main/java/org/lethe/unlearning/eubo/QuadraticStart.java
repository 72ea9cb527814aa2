package org.lethe.unlearning.eubo;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.lethe.core.posterior.Structure;
import org.lethe.inference.run.NumericalException;

/**
 * The optimum of the bound where the log-likelihood is quadratic, by one Newton step from the
 * original, in its frame: with M = I + Aᵀ Σ w ∇²h A and g the gradient of Σ w h, the mean is −M⁻¹g
 * and the precision M (its diagonal, for mean-field). A descent that starts here settles at once
 * however far the optimum is.
 */
final class QuadraticStart {

  private QuadraticStart() {}

  /**
   * λ of the optimum.
   *
   * @param m M [d × d], positive definite
   * @param gradient whose first d numbers are g
   */
  static double[] of(DMatrixRMaj m, double[] gradient, Structure structure) {
    int d = m.numRows;
    DMatrixRMaj covariance = new DMatrixRMaj(d, d);
    if (!CommonOps_DDRM.invert(m, covariance)) {
      throw singular();
    }
    boolean dense = structure == Structure.DENSE;
    double[] lambda = new double[dense ? d + d * (d + 1) / 2 : 2 * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        lambda[i] -= covariance.get(i, j) * gradient[j];
      }
      if (!dense) {
        lambda[d + i] = -0.5 * Math.log(m.get(i, i));
      }
    }
    if (dense) {
      pack(covariance, lambda);
    }
    return lambda;
  }

  private static void pack(DMatrixRMaj covariance, double[] lambda) {
    int d = covariance.numRows;
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(d, true);
    if (!cholesky.decompose(covariance)) {
      throw singular();
    }
    DMatrixRMaj lower = cholesky.getT(new DMatrixRMaj(d, d));
    for (int i = 0, k = d; i < d; i++) {
      double scale = lower.get(i, i);
      for (int j = 0; j <= i; j++, k++) {
        lambda[k] = i == j ? Math.log(scale) : lower.get(i, j) / scale;
      }
    }
  }

  private static NumericalException singular() {
    return new NumericalException(
        "Eubo: the precision that is left must be invertible, and is not to working precision;"
            + " forget fewer rows at once");
  }
}
