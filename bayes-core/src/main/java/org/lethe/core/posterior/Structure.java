package org.lethe.core.posterior;

/** The covariance structure of a Gaussian. */
public enum Structure {
  /** Independent components (mean-field): λ = (m, log s), 2d numbers. */
  DIAGONAL,
  /**
   * Any covariance LLᵀ (full rank): λ = (m, rows of the lower triangle of L one after the other,
   * the diagonal as logarithms), d + d(d+1)/2 numbers.
   */
  DENSE
}
