package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * A distribution given that the value lies between bounds: log p(x) − log P(a ≤ X ≤ b) inside, −∞
 * outside, accurate also where that probability underflows. A parameter with such a prior needs
 * bounds that are numbers, since they set its transform.
 */
public final class Truncated implements Distribution {

  private final Conditional within;

  private Truncated(Conditional within) {
    this.within = within;
  }

  private static Truncated of(Distribution law, Bounds bounds) {
    return new Truncated(Conditional.of("Truncated", law, bounds));
  }

  /**
   * Given a ≤ X.
   *
   * @throws IllegalArgumentException unless the bound is finite
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Truncated atLeast(Distribution law, double lower) {
    return of(law, Bounds.NONE.from("Truncated", lower));
  }

  /**
   * Given a ≤ X.
   *
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Truncated atLeast(Distribution law, Expr lower) {
    return of(law, Bounds.NONE.from(lower));
  }

  /**
   * Given X ≤ b.
   *
   * @throws IllegalArgumentException unless the bound is finite
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Truncated atMost(Distribution law, double upper) {
    return of(law, Bounds.NONE.to("Truncated", upper));
  }

  /**
   * Given X ≤ b.
   *
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Truncated atMost(Distribution law, Expr upper) {
    return of(law, Bounds.NONE.to(upper));
  }

  /**
   * Given a ≤ X ≤ b.
   *
   * @throws IllegalArgumentException unless the bounds are finite and a &lt; b
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Truncated between(Distribution law, double lower, double upper) {
    return of(law, Bounds.NONE.from("Truncated", lower).to("Truncated", upper));
  }

  /**
   * Given a ≤ X ≤ b.
   *
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Truncated between(Distribution law, Expr lower, Expr upper) {
    return of(law, Bounds.NONE.from(lower).to(upper));
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr density = within.law().logDensity(value).minus(within.logMass());
    return Arguments.inside(within.bounds().contain(value), density);
  }

  /** The law's, within those bounds that are numbers. */
  @Override
  public Support support() {
    return within.support();
  }

  @Override
  public Support values() {
    return within.bounds().within(within.law().values());
  }

  /**
   * E[X | a ≤ X ≤ b].
   *
   * @throws UnsupportedOperationException unless the law is Normal, LogNormal, Exponential or
   *     Uniform, or arguments and bounds are single known numbers
   */
  @Override
  public Expr mean() {
    return within.moments().mean();
  }

  /**
   * Var[X | a ≤ X ≤ b].
   *
   * @throws UnsupportedOperationException as {@link #mean}
   */
  @Override
  public Expr variance() {
    return within.moments().variance();
  }

  @Override
  public Sampler sampler() {
    return within.sampler();
  }

  @Override
  public Optional<String> noPrior() {
    return within.bounds().noPrior();
  }

  @Override
  public Shape shape() {
    return within.shape();
  }

  @Override
  public List<Condition> conditions() {
    return within.law().conditions();
  }

  @Override
  public List<Condition> conditions(Expr value) {
    return Condition.and(
        within.law().conditions(value), within.bounds().conditions("Truncated", value));
  }

  @Override
  public Truncated substitute(Map<Expr, Expr> replacements) {
    return new Truncated(within.substitute(replacements));
  }
}
