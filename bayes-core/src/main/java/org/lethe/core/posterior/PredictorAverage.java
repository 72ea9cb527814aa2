package org.lethe.core.posterior;

import java.util.Map;
import java.util.Optional;
import org.lethe.core.expr.Affine;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.RowNoise;

/**
 * Expectations under a Gaussian of what depends on θ through one affine predictor only. With f =
 * a·θ + b + s·ε, θ ~ N(m, LLᵀ) and ε the row's own noise, f is N(f(m), |Lᵀa|² + s²) in each row,
 * and a one-dimensional rule replaces the draws.
 */
final class PredictorAverage {
  /** Above so many dimensions the rows × d products cost more than draws. */
  private static final int LARGEST = 2048;

  private PredictorAverage() {}

  /** The expectation of a row's expression, where it has a single affine predictor. */
  static Optional<Average> of(GaussianPosterior q, Expr perRow) {
    Expr theta = q.model().theta();
    if (q.model().dimension() > LARGEST) {
      return Optional.empty();
    }
    return Affine.predictor(perRow, theta).map(f -> over(q, perRow, f));
  }

  private static Average over(GaussianPosterior q, Expr perRow, Expr f) {
    Expr theta = q.model().theta();
    Expr centre = RowNoise.at(f, Expr.constant(0)).substitute(Map.of(theta, Expr.vector(q.mean())));
    Expr variance = Affine.linear(f, theta, Expr.constant(q.factor())).square().sum(0);
    Expr spread = variance.plus(RowNoise.scale(f).square()).sqrt();
    Expr z = Expr.input("z");
    Expr moved = perRow.substitute(Map.of(f, centre.plus(spread.times(z))));
    return new Average(z, moved, NormalRule.nodes(), NormalRule.weights());
  }
}
