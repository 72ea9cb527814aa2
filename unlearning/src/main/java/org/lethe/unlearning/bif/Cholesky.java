package org.lethe.unlearning.bif;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.lethe.inference.energy.LowerFactor;
import org.lethe.inference.run.NumericalException;
import org.lethe.unlearning.Spectrum;

/** H = LLᵀ. */
@SuppressWarnings("ArrayRecordComponent") // numbers, compared by nobody
record Cholesky(double[][] lower) {

  /**
   * Factors a symmetric matrix.
   *
   * @throws IndefiniteCurvatureException with its smallest eigenvalue when it is not positive
   *     definite
   * @throws NumericalException when it is not finite
   */
  static Cholesky of(Matrix h) {
    DMatrixRMaj symmetric = new DMatrixRMaj(h.rows());
    for (double v : symmetric.data) {
      if (!Double.isFinite(v)) {
        throw new NumericalException("Bif: the Hessian must be finite, got " + v);
      }
    }
    return new Cholesky(
        LowerFactor.of(symmetric)
            .orElseThrow(() -> new IndefiniteCurvatureException(Spectrum.smallest(symmetric))));
  }

  /** H⁻¹b. */
  double[] solve(double[] b) {
    return solveTransposed(solveLower(b));
  }

  /** L⁻¹b. */
  double[] solveLower(double[] b) {
    double[] x = new double[b.length];
    for (int i = 0; i < b.length; i++) {
      double rest = b[i];
      for (int j = 0; j < i; j++) {
        rest -= lower[i][j] * x[j];
      }
      x[i] = rest / lower[i][i];
    }
    return x;
  }

  /** L⁻ᵀb. */
  double[] solveTransposed(double[] b) {
    double[] x = new double[b.length];
    for (int i = b.length - 1; i >= 0; i--) {
      double rest = b[i];
      for (int j = i + 1; j < b.length; j++) {
        rest -= lower[j][i] * x[j];
      }
      x[i] = rest / lower[i][i];
    }
    return x;
  }

  /**
   * The A = L_r⁻ᵀL_Dᵀ by which draws of covariance H_D⁻¹ become draws of covariance H_r⁻¹, where
   * this is H_D = L_D L_Dᵀ.
   */
  double[][] towards(Cholesky after) {
    int d = lower.length;
    double[][] out = new double[d][d];
    for (int j = 0; j < d; j++) {
      double[] column = after.solveTransposed(Arrays.copyOf(lower[j], d));
      for (int i = 0; i < d; i++) {
        out[i][j] = column[i];
      }
    }
    return out;
  }
}
