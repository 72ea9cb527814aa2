package org.lethe.core.posterior;

/** q(θ) = N(m, LLᵀ) on the unconstrained scale. */
public interface GaussianPosterior extends VariationalPosterior {
  /** m [d]. */
  double[] mean();

  /** LLᵀ [d × d]. */
  double[][] covariance();

  /** The lower triangular L [d × d] with positive diagonal. */
  double[][] factor();

  /** The standard deviation of each component [d]. */
  double[] sd();

  /** What the covariance is by construction. */
  Structure structure();

  /** B [d × r] of a covariance diag(s²) + BBᵀ; r = 0 unless the structure is low-rank. */
  default double[][] loadings() {
    return new double[mean().length][0];
  }

  /**
   * KL(this ‖ other) = ½[tr(Σ₂⁻¹Σ₁) + (m₂ − m₁)ᵀΣ₂⁻¹(m₂ − m₁) − d + ln|Σ₂| − ln|Σ₁|], in nats.
   *
   * @throws IllegalArgumentException if the dimensions differ
   */
  double kl(GaussianPosterior other);
}
