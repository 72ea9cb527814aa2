package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * The Pareto distribution, log p(x) = log α − log m − (α + 1) log(x/m) for x ≥ m, −∞ below. A
 * parameter with such a prior needs a minimum that is a number, since it sets its transform; under
 * another minimum the support reads as all positive numbers.
 */
public final class Pareto implements Cumulative {

  private final Bounds bounds;
  private final Expr minimum;
  private final Expr alpha;

  private Pareto(Bounds bounds, Expr alpha) {
    this.bounds = bounds;
    this.minimum = bounds.lower().orElseThrow();
    this.alpha = alpha;
    Arguments.fit("Pareto", "minimum", minimum, "alpha", alpha);
    Arguments.positive("Pareto", "minimum", minimum);
    Arguments.positive("Pareto", "alpha", alpha);
  }

  /**
   * Given m and α.
   *
   * @throws IllegalArgumentException unless both are positive and finite
   */
  public static Pareto of(double minimum, double alpha) {
    return of(minimum, Arguments.positive("Pareto", "alpha", alpha));
  }

  /**
   * Given m and α.
   *
   * @throws IllegalArgumentException unless the minimum is positive and finite
   */
  public static Pareto of(double minimum, Expr alpha) {
    Arguments.positive("Pareto", "minimum", minimum);
    return new Pareto(Bounds.NONE.from("Pareto", minimum), alpha);
  }

  /**
   * Given m &gt; 0 and α &gt; 0.
   *
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static Pareto of(Expr minimum, Expr alpha) {
    return new Pareto(Bounds.NONE.from(minimum), alpha);
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr power = alpha.plus(1).times(logRatio(value));
    Expr density = alpha.log().minus(minimum.log()).minus(power);
    return Arguments.inside(bounds.contain(value), density);
  }

  @Override
  public Support support() {
    return bounds.within(Support.POSITIVE);
  }

  /** αm/(α − 1) where α &gt; 1, else ∞. */
  @Override
  public Expr mean() {
    return above(1, alpha.times(minimum).over(alpha.minus(1)), Double.POSITIVE_INFINITY);
  }

  /** αm²/((α − 1)²(α − 2)) where α &gt; 2, ∞ where 1 &lt; α ≤ 2, else NaN. */
  @Override
  public Expr variance() {
    Expr finite = alpha.times(minimum.over(alpha.minus(1)).square()).over(alpha.minus(2));
    return above(1, above(2, finite, Double.POSITIVE_INFINITY), Double.NaN);
  }

  private Expr above(double least, Expr moment, double otherwise) {
    return alpha.greaterThan(Expr.constant(least)).where(moment, Expr.constant(otherwise));
  }

  @Override
  public Expr logCdf(Expr value) {
    return LogProbability.complement(logSurvival(value).negate());
  }

  @Override
  public Expr logSurvival(Expr value) {
    return logRatio(value).times(alpha).negate();
  }

  /** log(x/m), 0 below m. */
  private Expr logRatio(Expr value) {
    return value.max(minimum).minus(minimum).over(minimum).log1p();
  }

  /** −α log(a/m) + log(1 − (b/a)^−α). */
  @Override
  public Expr logMass(Expr lower, Expr upper) {
    Expr from = lower.max(minimum);
    Expr ratio = upper.max(from).minus(from).over(from).log1p();
    return logSurvival(from).plus(LogProbability.complement(ratio.times(alpha)));
  }

  @Override
  public List<Expr> arguments() {
    return List.of(minimum, alpha);
  }

  @Override
  public Quantile quantile() {
    return (a, below, above) -> a[0] * Math.exp(-above / a[1]);
  }

  @Override
  public Optional<String> noPrior() {
    return bounds.noPrior();
  }

  @Override
  public Shape shape() {
    return minimum.shape().broadcast(alpha.shape());
  }

  @Override
  public List<Condition> conditions() {
    return List.of(
        Condition.positive("Pareto", "minimum", minimum),
        Condition.positive("Pareto", "alpha", alpha));
  }

  @Override
  public List<Condition> conditions(Expr value) {
    return Condition.and(conditions(), bounds.conditions("Pareto", value));
  }

  @Override
  public Pareto substitute(Map<Expr, Expr> replacements) {
    return new Pareto(bounds.substitute(replacements), alpha.substitute(replacements));
  }
}
