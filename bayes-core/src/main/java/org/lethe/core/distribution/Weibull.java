package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * The Weibull distribution, with h = (x/s)^α: log p(x) = log α − log s + (α − 1) log(x/s) − h for x
 * &gt; 0.
 *
 * @param alpha α &gt; 0, the shape
 * @param scale s &gt; 0, in the unit of x
 */
public record Weibull(Expr alpha, Expr scale) implements Cumulative {

  public Weibull {
    Arguments.fit("Weibull", "alpha", alpha, "scale", scale);
    Arguments.positive("Weibull", "alpha", alpha);
    Arguments.positive("Weibull", "scale", scale);
  }

  /**
   * @throws IllegalArgumentException unless both are positive and finite
   */
  public static Weibull of(double alpha, double scale) {
    return new Weibull(
        Arguments.positive("Weibull", "alpha", alpha),
        Arguments.positive("Weibull", "scale", scale));
  }

  /**
   * @throws IllegalArgumentException unless alpha is positive and finite
   */
  public static Weibull of(double alpha, Expr scale) {
    return new Weibull(Arguments.positive("Weibull", "alpha", alpha), scale);
  }

  /**
   * @throws IllegalArgumentException unless the scale is positive and finite
   */
  public static Weibull of(Expr alpha, double scale) {
    return new Weibull(alpha, Arguments.positive("Weibull", "scale", scale));
  }

  /**
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static Weibull of(Expr alpha, Expr scale) {
    return new Weibull(alpha, scale);
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr logarithm = value.over(scale).log();
    Expr hazard = alpha.times(logarithm).exp();
    Expr power = alpha.minus(1).times(logarithm).minus(hazard);
    return power.plus(alpha.log()).minus(scale.log());
  }

  @Override
  public Support support() {
    return Support.POSITIVE;
  }

  /** s Γ(1 + 1/α). */
  @Override
  public Expr mean() {
    return moment(1);
  }

  /** s² (Γ(1 + 2/α) − Γ(1 + 1/α)²). */
  @Override
  public Expr variance() {
    return moment(2).minus(mean().square());
  }

  private Expr moment(int k) {
    return alpha.pow(-1).times(k).plus(1).lgamma().plus(scale.log().times(k)).exp();
  }

  @Override
  public Expr logCdf(Expr value) {
    return LogProbability.complement(passed(value));
  }

  @Override
  public Expr logSurvival(Expr value) {
    return passed(value).negate();
  }

  /** −(a/s)^α + log(1 − e^−((b/s)^α − (a/s)^α)). */
  @Override
  public Expr logMass(Expr lower, Expr upper) {
    // within a factor of 2 by the ratio, whose power does not cancel
    Expr near = lower.greaterThan(upper.times(0.5));
    Expr from = near.where(lower, upper.times(0.5));
    Expr ratio = near.where(upper.minus(lower), from).over(from).log1p();
    Expr grown = passed(from).times(ratio.times(alpha).expm1());
    Expr apart = near.where(grown, passed(upper).minus(passed(lower)));
    return logSurvival(lower).plus(LogProbability.complement(apart));
  }

  @Override
  public List<Expr> arguments() {
    return List.of(alpha, scale);
  }

  @Override
  public Quantile quantile() {
    return (a, below, above) -> a[1] * Math.pow(-above, 1 / a[0]);
  }

  private Expr passed(Expr value) {
    return value.max(Expr.constant(0)).over(scale).log().times(alpha).exp();
  }

  @Override
  public Shape shape() {
    return alpha.shape().broadcast(scale.shape());
  }

  @Override
  public List<Condition> conditions() {
    return List.of(
        Condition.positive("Weibull", "alpha", alpha),
        Condition.positive("Weibull", "scale", scale));
  }

  @Override
  public Weibull substitute(Map<Expr, Expr> replacements) {
    return new Weibull(alpha.substitute(replacements), scale.substitute(replacements));
  }
}
