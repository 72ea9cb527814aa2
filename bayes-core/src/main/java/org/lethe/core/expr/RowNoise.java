package org.lethe.core.expr;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Expectations over the {@link Expr#noise} of a row. Under a predictor f = μ(θ) + s·ε a row's
 * log-likelihood counts with its mean over ε, as in the variational bound of a sparse Gaussian
 * process (Hensman, Matthews and Ghahramani 2015).
 */
public final class RowNoise {

  private static final int POINTS = 20;

  private RowNoise() {}

  /** Whether an expression depends on row noise. */
  public static boolean in(Expr e) {
    return find(e).isPresent();
  }

  /** The expression with ε replaced by a value, a scalar or [rows]; itself where there is none. */
  public static Expr at(Expr e, Expr value) {
    return find(e).map(noise -> e.substitute(Map.of(noise, value))).orElse(e);
  }

  /**
   * The s of f = μ + s·ε.
   *
   * @param predictor affine in ε, [rows]
   * @return a scalar or [rows]; 0 where there is no noise
   */
  public static Expr scale(Expr predictor) {
    return find(predictor)
        .map(noise -> Gradient.of(predictor.sumRows(), noise).get(0))
        .orElse(Expr.constant(0));
  }

  /**
   * E over ε by Gauss–Hermite quadrature of 20 points, exact for polynomials in ε; itself where
   * there is no noise.
   *
   * @param perRow [rows]
   * @throws IllegalArgumentException when ε goes through other than elementwise operations
   */
  public static Expr mean(Expr perRow) {
    return find(perRow).map(noise -> mean(perRow, noise)).orElse(perRow);
  }

  private static Expr mean(Expr perRow, Expr noise) {
    if (!Affine.elementwiseFrom(noise, Graph.topological(List.of(perRow)))) {
      throw new IllegalArgumentException(
          "RowNoise: a row's term must depend on its noise element by element; use a response of"
              + " one number");
    }
    GaussHermite rule = GaussHermite.of(POINTS);
    Expr nodes = Expr.vector(rule.nodes()).times(Expr.ones().reshape(1));
    return perRow.substitute(Map.of(noise, nodes)).times(Expr.vector(rule.weights())).sum(0);
  }

  private static Optional<Expr> find(Expr e) {
    List<Expr> found =
        Graph.topological(List.of(e)).stream().filter(n -> n instanceof Node.Noise).toList();
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "RowNoise: a row's term must hold one noise at most, got " + found.size());
    }
    return found.stream().findFirst();
  }
}
