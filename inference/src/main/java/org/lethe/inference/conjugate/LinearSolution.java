package org.lethe.inference.conjugate;

/**
 * The posterior of a linear model's coefficients from its statistics and a Gaussian prior N(m₀,
 * P₀⁻¹): Λ = P₀ + Σ v φφᵀ and m = m₀ + Λ⁻¹ Σ v φ (z − φᵀm₀). With no rows left it is the prior
 * itself.
 *
 * @param mean m [d]
 * @param factor lower triangular L [d × d] with LLᵀ = Λ⁻¹
 */
@SuppressWarnings("ArrayRecordComponent") // inside this room only; never compared
record LinearSolution(double[] mean, double[][] factor) {
  private static final int PASSES = 20;

  static LinearSolution of(
      LinearStatistics statistics, double[] priorMean, double[][] priorPrecision) {
    int d = priorMean.length;
    double[][] precision = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        precision[i][j] = priorPrecision[i][j] + statistics.gram(i, j);
      }
    }
    double[][] factor = LinearAlgebra.inverseFactor(precision);
    double[] mean = priorMean.clone();
    // The residual is exact, so that each pass gains digits as long as Λ has a factor at all.
    boolean settled = false;
    for (int pass = 0; pass < PASSES && !settled; pass++) {
      double[] step =
          LinearAlgebra.timesSquare(factor, gradient(statistics, priorMean, priorPrecision, mean));
      settled = true;
      for (int i = 0; i < d; i++) {
        settled &= Math.abs(step[i]) <= Math.ulp(mean[i]);
        mean[i] += step[i];
      }
    }
    return new LinearSolution(mean, factor);
  }

  /** Σ v φ (z − φᵀm) − P₀ (m − m₀). */
  private static double[] gradient(
      LinearStatistics statistics, double[] priorMean, double[][] priorPrecision, double[] mean) {
    double[] out = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      ExactSum sum = new ExactSum();
      statistics.addResidualMoment(i, mean, sum);
      for (int j = 0; j < mean.length; j++) {
        sum.addProduct(-priorPrecision[i][j], mean[j]);
        sum.addProduct(priorPrecision[i][j], priorMean[j]);
      }
      out[i] = sum.value();
    }
    return out;
  }
}
