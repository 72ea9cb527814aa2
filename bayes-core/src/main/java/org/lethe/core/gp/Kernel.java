package org.lethe.core.gp;

import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;

/**
 * A covariance function k(x, x′) of inputs in R^d, an immutable value whose numbers are expressions
 * and may be unknown. Variances σ² and lengths ℓ must be positive and finite; known ones are
 * checked when the kernel is made. A variance is one number; a scalar length serves all dimensions,
 * a vector [d] gives each its own (automatic relevance determination). Definitions as in Rasmussen
 * and Williams, Gaussian Processes for Machine Learning, 2006, chapter 4.
 */
public interface Kernel {

  /**
   * k between two sets of inputs.
   *
   * @param a [n × d] or [rows × d]
   * @param b [m × d]
   * @return [n × m] or [rows × m]
   * @throws org.lethe.core.expr.ShapeException when the inputs do not fit together or the lengths
   */
  Expr matrix(Expr a, Expr b);

  /**
   * k(x, x) for each input.
   *
   * @param x [n × d] or [rows × d]
   * @return [n] or [rows], or a scalar where it is the same for all
   */
  Expr diagonal(Expr x);

  /** k₁ + k₂. */
  default Kernel plus(Kernel o) {
    return Composed.sum(this, o);
  }

  /** k₁ · k₂. */
  default Kernel times(Kernel o) {
    return Composed.product(this, o);
  }

  /** The same kernel of some of the dimensions, counted from 0. */
  default Kernel on(int... dimensions) {
    Checks.that(dimensions.length > 0, "Kernel: on must name at least one dimension");
    return new Selected(this, dimensions);
  }

  /** σ² exp(−r²/2), r² = Σ (x_j − x′_j)²/ℓ_j²: the squared exponential. */
  static Kernel rbf(Expr variance, Expr lengths) {
    return new Rbf(variance, lengths);
  }

  /** σ² exp(−r). */
  static Kernel matern12(Expr variance, Expr lengths) {
    return new Matern(variance, lengths, Matern.Order.HALF);
  }

  /** σ² (1 + √3 r) exp(−√3 r). */
  static Kernel matern32(Expr variance, Expr lengths) {
    return new Matern(variance, lengths, Matern.Order.THREE_HALVES);
  }

  /** σ² (1 + √5 r + 5r²/3) exp(−√5 r). */
  static Kernel matern52(Expr variance, Expr lengths) {
    return new Matern(variance, lengths, Matern.Order.FIVE_HALVES);
  }

  /** σ² (1 + r²/(2α))^(−α), α &gt; 0: squared exponentials of all lengths, mixed. */
  static Kernel rationalQuadratic(Expr variance, Expr lengths, Expr alpha) {
    return new RationalQuadratic(variance, lengths, alpha);
  }

  /** σ² exp(−2 Σ sin²(π(x_j − x′_j)/p)/ℓ_j²), of period p. */
  static Kernel periodic(Expr variance, Expr lengths, Expr period) {
    return new Periodic(variance, lengths, period);
  }

  /** Σ σ_j² x_j x′_j, with one variance or [d] of them. */
  static Kernel linear(Expr variances) {
    return new Linear(variances);
  }

  /** σ² for every pair. */
  static Kernel constant(Expr variance) {
    return new Constant(variance);
  }

  /**
   * σ² between an input and itself, else 0. Two inputs are the same where {@link #matrix} is given
   * the same expression twice, and there on its diagonal only.
   */
  static Kernel white(Expr variance) {
    return new White(variance);
  }
}
