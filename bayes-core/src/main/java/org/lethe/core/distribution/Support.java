package org.lethe.core.distribution;

import java.util.List;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;

/**
 * Where a value lives. A continuous support has a transform x = g(u) from all real u, on which
 * parameters are moved, with log |dg/du|; u may have fewer numbers than x (a simplex of k has k −
 * 1) and never has a bound. A support is of single numbers, of vectors or of matrices; leading
 * dimensions beyond that repeat it, so that [5 × 3] on the simplex is five simplexes of three.
 *
 * <p>The measure that densities refer to is Lebesgue's on the numbers that are free in x: all but
 * the last of a simplex, the lower triangle of a covariance, what lies below the diagonal of a
 * correlation or its factor.
 */
public interface Support {

  /** The real line; x = u. */
  Support REAL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false);

  /** x &gt; 0; x = eᵘ, log |dx/du| = u. */
  Support POSITIVE = new Interval(0, Double.POSITIVE_INFINITY, false);

  /** 0 &lt; x &lt; 1; x = 1/(1 + e⁻ᵘ), log |dx/du| = log x + log(1 − x). */
  Support UNIT = new Interval(0, 1, false);

  /** 0 or 1; no transform. */
  Support BINARY = new Whole(2);

  /** 0, 1, 2, …; no transform. */
  Support NATURAL = new Whole(Integer.MAX_VALUE);

  /** Vectors x₁ &lt; x₂ &lt; …: x₁ = u₁, xᵢ = xᵢ₋₁ + exp uᵢ; log |dx/du| = u₂ + u₃ + …. */
  Support ORDERED = new Ordered(false);

  /** Vectors 0 &lt; x₁ &lt; x₂ &lt; …: xᵢ = xᵢ₋₁ + exp uᵢ, x₀ = 0; log |dx/du| = Σ uᵢ. */
  Support POSITIVE_ORDERED = new Ordered(true);

  /** Vectors of positive numbers that sum to 1, see {@link Simplex}. */
  Support SIMPLEX = new Simplex();

  /** Vectors of length 1: x = u/|u|, see {@link UnitVector}. */
  Support UNIT_VECTOR = new UnitVector();

  /** Lower triangular L with LLᵀ a correlation matrix, see {@link CorrelationFactor}. */
  Support CORRELATION_CHOLESKY = new CorrelationFactor();

  /** Correlation matrices. */
  Support CORRELATION = new MatrixProduct(new CorrelationFactor());

  /** Lower triangular matrices with a positive diagonal, see {@link CovarianceFactor}. */
  Support COVARIANCE_CHOLESKY = new CovarianceFactor();

  /** Symmetric positive definite matrices. */
  Support COVARIANCE = new MatrixProduct(new CovarianceFactor());

  /** x ≥ bound; x = bound + eᵘ. */
  static Support lower(double bound) {
    Checks.finite("Support", "bound", bound);
    return new Interval(bound, Double.POSITIVE_INFINITY, true);
  }

  /** x ≤ bound; x = bound − eᵘ. */
  static Support upper(double bound) {
    Checks.finite("Support", "bound", bound);
    return new Interval(Double.NEGATIVE_INFINITY, bound, true);
  }

  /** low ≤ x ≤ high; x = low + (high − low)/(1 + e⁻ᵘ). */
  static Support interval(double low, double high) {
    Checks.finite("Support", "low", low);
    Checks.finite("Support", "high", high);
    Checks.that(low < high, "Support: low must be below high, got %s and %s", low, high);
    return new Interval(low, high, true);
  }

  /** 0, 1, …, outcomes − 1; no transform. */
  static Support category(int outcomes) {
    Checks.positive("Support", "outcomes", outcomes);
    return new Whole(outcomes);
  }

  /** What a digest knows it by. */
  String name();

  /** 0 for a support of numbers, 1 of vectors, 2 of matrices. */
  int rank();

  /** Whether a value lies in the support; NaN and infinities never do. */
  boolean contains(double... value);

  /** What a value must be, to end "a value must be …". */
  String rule();

  /** Whether there is a density, so that a parameter can live here. */
  default boolean continuous() {
    return true;
  }

  /**
   * The dimensions of u for values of these dimensions.
   *
   * @throws IllegalArgumentException saying what the dimensions must be
   * @throws UnsupportedOperationException for a discrete support
   */
  List<Integer> freeDims(List<Integer> dims);

  /**
   * x = g(u).
   *
   * @throws UnsupportedOperationException for a discrete support
   */
  Expr constrain(Expr free);

  /**
   * log |dg/du|, one for each number, vector or matrix (a scalar 0 where g is the identity).
   *
   * @throws UnsupportedOperationException for a discrete support
   */
  Expr logJacobian(Expr free);

  /**
   * u with g(u) = x.
   *
   * @param value x, its numbers in row-major order
   * @param dims its dimensions
   * @throws IllegalArgumentException if x lies outside, or the dimensions do not fit
   * @throws UnsupportedOperationException for a discrete support
   */
  double[] unconstrain(double[] value, List<Integer> dims);
}
