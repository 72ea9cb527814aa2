package org.lethe.core.distribution;

import org.lethe.core.data.Checks;

/** The lower triangular factor of a constant covariance, checked entry by entry. */
final class CholeskyFactor {

  /** How far two mirrored entries may differ, relative to the sds of their variables. */
  private static final double ASYMMETRY = 1e-10;

  private CholeskyFactor() {}

  /**
   * L with LLᵀ = covariance.
   *
   * @param what it is called, such as "MultivariateNormal: covariance"
   * @throws IllegalArgumentException unless the covariance is square, symmetric, finite and
   *     positive definite
   */
  static double[][] of(String what, double[][] covariance) {
    square(what, covariance);
    symmetric(what, covariance);
    int k = covariance.length;
    double[][] factor = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = covariance[i][j];
        for (int l = 0; l < j; l++) {
          rest -= factor[i][l] * factor[j][l];
        }
        if (i == j) {
          Checks.that(rest > 0, "%s must be positive definite, got pivot %s at %d", what, rest, i);
          factor[i][i] = Math.sqrt(rest);
        } else {
          factor[i][j] = rest / factor[j][j];
        }
      }
    }
    return factor;
  }

  /**
   * A copy of the factor.
   *
   * @throws IllegalArgumentException unless it is square, finite and lower triangular with a
   *     positive diagonal
   */
  static double[][] checked(double[][] factor) {
    square("MultivariateNormal: covariance", factor);
    double[][] copy = new double[factor.length][];
    for (int i = 0; i < factor.length; i++) {
      copy[i] = factor[i].clone();
      Checks.positiveFinite("MultivariateNormal", "diagonal of the factor", factor[i][i]);
      for (int j = i + 1; j < factor.length; j++) {
        Checks.that(
            factor[i][j] == 0,
            "MultivariateNormal: factor must be lower triangular, got %s at (%d, %d)",
            factor[i][j],
            i,
            j);
      }
    }
    return copy;
  }

  private static void square(String what, double[][] matrix) {
    for (double[] row : matrix) {
      Checks.that(
          row.length == matrix.length,
          "%s must be square, got %d rows and one of %d numbers",
          what,
          matrix.length,
          row.length);
      for (double v : row) {
        Checks.that(Double.isFinite(v), "%s must be finite, got %s", what, v);
      }
    }
  }

  private static void symmetric(String what, double[][] c) {
    for (int i = 0; i < c.length; i++) {
      for (int j = 0; j < i; j++) {
        double scale = Math.sqrt(Math.abs(c[i][i] * c[j][j]));
        Checks.that(
            Math.abs(c[i][j] - c[j][i]) <= ASYMMETRY * scale,
            "%s must be symmetric, got %s at (%d, %d) and %s mirrored",
            what,
            c[i][j],
            i,
            j,
            c[j][i]);
      }
    }
  }
}
