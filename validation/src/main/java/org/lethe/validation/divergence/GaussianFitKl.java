package org.lethe.validation.divergence;

import org.lethe.core.data.Checks;
import org.lethe.core.random.RandomStream;

/**
 * KL(p ‖ q) between the Gaussians fitted to draws of p and of q, without the bias of plugging in
 * their sample moments. With ν = draws − 1, S the unbiased covariances and Δ̄ the difference of the
 * means,
 *
 * <pre>
 * c  = (ν_q − d − 1)/ν_q,   t = c tr(S_q⁻¹ S_p),   M = c Δ̄ᵀ S_q⁻¹ Δ̄ − t/n_p − d/n_q
 * KL = ½ [t + M − d + (ln|S_q| − e(ν_q)) − (ln|S_p| − e(ν_p))]
 * e(ν) = Σ_{i&lt;d} ψ((ν − i)/2) + d ln(2/ν)
 * </pre>
 *
 * <p>from E[S⁻¹] = Σ⁻¹ν/(ν − d − 1) and E[ln|S|] = ln|Σ| + e(ν) of the Wishart law. It sees two
 * moments only, may come out negative where the two agree, and bounds nothing from above.
 */
public final class GaussianFitKl {
  private static final int RESAMPLES = 200;

  private GaussianFitKl() {}

  /**
   * The unbiased estimate, ± 1.96 bootstrap standard deviations (200 resamples).
   *
   * @param p independent draws [n × d]
   * @param q independent draws [m × d]
   * @param random addresses the resamples
   * @throws IllegalArgumentException if there are not more than d + 2 draws of each, or if they do
   *     not vary in every direction
   */
  public static Estimate between(double[][] p, double[][] q, RandomStream random) {
    double value = unbiased(p, q);
    double mean = 0;
    double square = 0;
    for (int b = 0; b < RESAMPLES; b++) {
      int[] weightP = resample(p.length, random.stream(2L * b));
      int[] weightQ = resample(q.length, random.stream(2L * b + 1));
      double again = unbiased(Moments.of(p, weightP), Moments.of(q, weightQ));
      double gap = again - mean;
      mean += gap / (b + 1);
      square += gap * (again - mean);
    }
    double sd = Math.sqrt(square / (RESAMPLES - 1));
    String how = "Gaussians fitted to " + p.length + " and " + q.length + " draws";
    return Estimate.around(value, sd, how);
  }

  /** The unbiased estimate alone, in nats. */
  public static double unbiased(double[][] p, double[][] q) {
    require("p", p);
    require("q", q);
    Checks.that(
        p[0].length == q[0].length,
        "GaussianFitKl: both must have the same parameters, got %s and %s",
        p[0].length,
        q[0].length);
    return unbiased(Moments.of(p), Moments.of(q));
  }

  private static double unbiased(Moments p, Moments q) {
    int d = p.mean().length;
    double nuP = p.n() - 1;
    double nuQ = q.n() - 1;
    double c = (nuQ - d - 1) / nuQ;
    double t = c * q.covariance().trace(p.covariance());
    double m = c * q.covariance().distance(p.mean(), q.mean()) - t / p.n() - (double) d / q.n();
    double logRatio =
        q.covariance().logDeterminant() - e(nuQ, d) - (p.covariance().logDeterminant() - e(nuP, d));
    return (t + m - d + logRatio) / 2;
  }

  private static double e(double nu, int d) {
    double sum = d * Math.log(2 / nu);
    for (int i = 0; i < d; i++) {
      sum += Digamma.at((nu - i) / 2);
    }
    return sum;
  }

  private static int[] resample(int n, RandomStream random) {
    int[] weight = new int[n];
    for (int i = 0; i < n; i++) {
      weight[random.below(i, n)]++;
    }
    return weight;
  }

  private static void require(String name, double[][] draws) {
    int d = draws.length == 0 ? 0 : draws[0].length;
    Checks.that(
        draws.length > d + 2,
        "GaussianFitKl: %s must have more than d + 2 = %s draws, got %s",
        name,
        d + 2,
        draws.length);
  }
}
