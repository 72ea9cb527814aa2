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

  /** Of a logarithm: beyond, its exponential is soon no number. */
  private static final double MOST = 700;

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
    Expr one = Expr.constant(1);
    Expr from = lower.max(Expr.constant(0));
    Expr to = upper.max(from);
    // within a factor of 2 by the ratio, whose power does not cancel
    Expr ratio = from.greaterThan(to.times(0.5));
    Expr start = ratio.where(from, scale);
    Expr growth = ratio.where(to.minus(from), scale).over(start).log1p().times(alpha);
    Expr near = ratio.times(growth.lessThan(one));
    Expr grown = passed(start).times(growth.min(one).expm1());
    Expr apart = near.where(grown, passed(to, MOST).minus(passed(from, MOST)));
    return LogProbability.complement(apart).minus(passed(from));
  }

  @Override
  public List<Expr> arguments() {
    return List.of(alpha, scale);
  }

  @Override
  public Quantile quantile() {
    return (a, below, above) -> a[1] * Math.pow(-above, 1 / a[0]);
  }

  /** (x/s)^α, 0 below 0. */
  private Expr passed(Expr value) {
    return passed(value, Double.POSITIVE_INFINITY);
  }

  /** The same, at most e^most. */
  private Expr passed(Expr value, double most) {
    Expr positive = value.greaterThan(Expr.constant(0));
    Expr logarithm = positive.where(value, scale).over(scale).log();
    Expr power = logarithm.times(alpha).min(Expr.constant(most)).exp();
    return positive.where(power, Expr.constant(0));
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
