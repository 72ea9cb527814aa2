package org.lethe.core.posterior;

import java.util.Map;
import java.util.Optional;
import org.lethe.core.expr.Affine;
import org.lethe.core.expr.Expr;

/**
 * Expectations under a Gaussian of what depends on θ through one affine predictor only. With f =
 * a·θ + b and θ ~ N(m, LLᵀ), f is N(f(m), |Lᵀa|²) in each row, and a one-dimensional rule replaces
 * the draws.
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
    Expr centre = f.substitute(Map.of(theta, Expr.vector(q.mean())));
    Expr spread = Affine.linear(f, theta, Expr.constant(q.factor())).square().sum(0).sqrt();
    Expr z = Expr.input("z");
    Expr moved = perRow.substitute(Map.of(f, centre.plus(spread.times(z))));
    return new Average(z, moved, NormalRule.nodes(), NormalRule.weights());
  }
}
