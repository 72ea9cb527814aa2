package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * The exponential distribution, log p(x) = log λ − λx for x ≥ 0, −∞ below.
 *
 * @param rate λ &gt; 0, one over the mean
 */
public record Exponential(Expr rate) implements Cumulative {

  public Exponential {
    Arguments.positive("Exponential", "rate", rate);
  }

  /**
   * @throws IllegalArgumentException unless the rate is positive and finite
   */
  public static Exponential of(double rate) {
    return new Exponential(Arguments.positive("Exponential", "rate", rate));
  }

  /** A rate that is itself unknown. */
  public static Exponential of(Expr rate) {
    return new Exponential(rate);
  }

  @Override
  public Expr logDensity(Expr value) {
    return Arguments.inside(value.atLeast(Expr.constant(0)), rate.log().minus(rate.times(value)));
  }

  @Override
  public Support support() {
    return Support.POSITIVE;
  }

  /** 0 too. */
  @Override
  public Support values() {
    return Support.lower(0);
  }

  /** 1/λ. */
  @Override
  public Expr mean() {
    return Expr.constant(1).over(rate);
  }

  /** 1/λ². */
  @Override
  public Expr variance() {
    return mean().square();
  }

  @Override
  public Expr logCdf(Expr value) {
    return LogProbability.complement(passed(value));
  }

  @Override
  public Expr logSurvival(Expr value) {
    return passed(value).negate();
  }

  /** −λa + log(1 − e^−λ(b − a)). */
  @Override
  public Expr logMass(Expr lower, Expr upper) {
    Expr zero = Expr.constant(0);
    Expr from = lower.max(zero);
    Expr passes = rate.times(upper.max(zero).minus(from).max(zero));
    return logSurvival(from).plus(LogProbability.complement(passes));
  }

  @Override
  public List<Expr> arguments() {
    return List.of(rate);
  }

  @Override
  public Quantile quantile() {
    return (a, below, above) -> -above / a[0];
  }

  private Expr passed(Expr value) {
    return rate.times(value.max(Expr.constant(0)));
  }

  @Override
  public Shape shape() {
    return rate.shape();
  }

  @Override
  public List<Condition> conditions() {
    return List.of(Condition.positive("Exponential", "rate", rate));
  }

  @Override
  public Exponential substitute(Map<Expr, Expr> replacements) {
    return new Exponential(rate.substitute(replacements));
  }
}
