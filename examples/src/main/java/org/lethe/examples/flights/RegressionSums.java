package org.lethe.examples.flights;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;

/**
 * Σ a aᵀ and Σ y a over rows, all that a linear regression keeps of them. With u ~ N(0, I) and y ~
 * N(a·u, σ²) the best q(u), which for a sparse process is that of Titsias (AISTATS 2009), has the
 * precision I + Σ a aᵀ/σ² and the mean that solves it for Σ y a/σ².
 */
final class RegressionSums {
  private final double[][] squares;
  private final double[] products;

  RegressionSums(int features) {
    squares = new double[features][features];
    products = new double[features];
  }

  /** Adds a row. */
  void add(double[] a, double y) {
    for (int i = 0; i < a.length; i++) {
      double[] row = squares[i];
      double ai = a[i];
      for (int j = 0; j <= i; j++) {
        row[j] += ai * a[j];
      }
      products[i] += y * ai;
    }
  }

  /** q(u) under the noise σ. */
  GaussianPosterior posterior(Model model, double noise) {
    int n = products.length;
    DMatrixRMaj precision = new DMatrixRMaj(n, n);
    DMatrixRMaj right = new DMatrixRMaj(n, 1);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double value = squares[i][j] / (noise * noise) + (i == j ? 1 : 0);
        precision.set(i, j, value);
        precision.set(j, i, value);
      }
      right.set(i, 0, products[i] / (noise * noise));
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(n);
    if (!solver.setA(precision)) {
      throw new IllegalArgumentException(
          "RegressionSums: the precision must be positive definite, and is not");
    }
    DMatrixRMaj mean = new DMatrixRMaj(n, 1);
    solver.solve(right, mean);
    DMatrixRMaj covariance = new DMatrixRMaj(n, n);
    solver.invert(covariance);
    CommonOps_DDRM.symmLowerToFull(covariance);
    double[][] rows = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        rows[i][j] = covariance.get(i, j);
      }
    }
    return Gaussian.ofCovariance(model, mean.data.clone(), rows);
  }
}
