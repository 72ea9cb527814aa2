package org.lethe.core.posterior;

import java.util.Map;
import java.util.Optional;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Affine;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.RowNoise;

/**
 * The law of a row's affine predictor under a Gaussian. With f = a·θ + b + s·ε, θ ~ N(m, LLᵀ) and ε
 * the row's own noise, f is N(f(m), |Lᵀa|² + s²).
 *
 * @param centre f(m), [rows]
 * @param variance |Lᵀa|² + s², [rows]
 */
record Predictor(Expr centre, Expr variance) {
  /** Above so many dimensions the rows × d products cost more than draws. */
  private static final int LARGEST = 2048;

  /** Of f, which must be affine. */
  static Predictor of(GaussianPosterior q, Expr f) {
    Expr theta = q.model().theta();
    Expr centre = RowNoise.at(f, Expr.constant(0)).substitute(Map.of(theta, Expr.vector(q.mean())));
    Expr variance = Affine.linear(f, theta, Expr.constant(q.factor())).square().sum(0);
    return new Predictor(centre, variance.plus(RowNoise.scale(f).square()));
  }

  static boolean isCheap(GaussianPosterior q) {
    return q.model().dimension() <= LARGEST;
  }

  /** The law of y ~ N(f, σ²), N(f(m), Var f + σ²), where f is affine and σ known in each row. */
  static Optional<Normal> of(GaussianPosterior q, Normal law) {
    Expr theta = q.model().theta();
    Expr mean = law.mean().shape().rows() ? law.mean() : law.mean().times(Expr.ones());
    if (!isCheap(q) || !Affine.isKnown(law.sd(), theta) || !Affine.isAffine(mean, theta)) {
      return Optional.empty();
    }
    Predictor f = of(q, mean);
    return Optional.of(Normal.of(f.centre(), f.variance().plus(law.sd().square()).sqrt()));
  }
}
