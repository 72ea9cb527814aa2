package org.lethe.unlearning.eubo;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.GaussianFamily;
import org.lethe.inference.energy.LowerFactor;
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
  static double[] of(DMatrixRMaj m, double[] gradient, GaussianFamily family) {
    int d = m.numRows;
    DMatrixRMaj covariance = new DMatrixRMaj(d, d);
    if (!CommonOps_DDRM.invert(m, covariance)) {
      throw singular();
    }
    double[] mean = new double[d];
    double[][] independent = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        mean[i] -= covariance.get(i, j) * gradient[j];
      }
      independent[i][i] = 1 / Math.sqrt(m.get(i, i));
    }
    double[][] factor =
        family.equals(Family.fullRank())
            ? LowerFactor.of(covariance).orElseThrow(QuadraticStart::singular)
            : independent;
    return family.lambda(mean, factor);
  }

  private static NumericalException singular() {
    return new NumericalException(
        "Eubo: the precision that is left must be invertible, and is not to working precision;"
            + " forget fewer rows at once");
  }
}
