package org.lethe.core.posterior;

/** The covariance structure of a Gaussian. */
public enum Structure {
  /** Independent components (mean-field): λ = (m, log s), 2d numbers. */
  DIAGONAL,
  /**
   * A few common directions, diag(s²) + BBᵀ with B [d × r]: λ = (m, log s, rows of B one after the
   * other), d(2 + r) numbers.
   */
  LOW_RANK,
  /**
   * Any covariance LLᵀ (full rank): λ = (m, rows of the lower triangle of L one after the other,
   * the diagonal as logarithms), d + d(d+1)/2 numbers.
   */
  DENSE
}
