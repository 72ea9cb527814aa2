package org.lethe.core.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * What is observed of X where values beyond bounds are only known to be beyond: a for X ≤ a, b for
 * X ≥ b, else X. At the bounds the density is the probability P(X ≤ a) or P(X ≥ b), between them
 * p(x), outside −∞; so this is a law of observations, not a prior.
 */
public final class Censored implements Distribution {

  private final Conditional within;

  private Censored(Conditional within) {
    this.within = within;
  }

  private static Censored of(Distribution law, Bounds bounds) {
    return new Censored(Conditional.of("Censored", law, bounds));
  }

  /**
   * Where values below a number read as it.
   *
   * @throws IllegalArgumentException unless the bound is finite
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Censored below(Distribution law, double lower) {
    return of(law, Bounds.NONE.from("Censored", lower));
  }

  /**
   * Where values below a bound, such as a column, read as it.
   *
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Censored below(Distribution law, Expr lower) {
    return of(law, Bounds.NONE.from(lower));
  }

  /**
   * Where values above a number read as it.
   *
   * @throws IllegalArgumentException unless the bound is finite
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Censored above(Distribution law, double upper) {
    return of(law, Bounds.NONE.to("Censored", upper));
  }

  /**
   * Where values above a bound, such as a column of times of follow-up, read as it.
   *
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Censored above(Distribution law, Expr upper) {
    return of(law, Bounds.NONE.to(upper));
  }

  /**
   * Where values beyond two numbers read as the nearer one.
   *
   * @throws IllegalArgumentException unless the bounds are finite and a &lt; b
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Censored between(Distribution law, double lower, double upper) {
    return of(law, Bounds.NONE.from("Censored", lower).to("Censored", upper));
  }

  @Override
  public Expr logDensity(Expr value) {
    Cumulative law = within.law();
    Expr density = law.logDensity(value);
    if (within.upper().isPresent()) {
      Expr upper = within.upper().orElseThrow();
      density = value.atLeast(upper).where(law.logSurvival(upper), density);
    }
    if (within.lower().isPresent()) {
      Expr lower = within.lower().orElseThrow();
      density = lower.atLeast(value).where(law.logCdf(lower), density);
    }
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
   * a P(X ≤ a) + b P(X ≥ b) + E[X; a &lt; X &lt; b].
   *
   * @throws UnsupportedOperationException as {@link Truncated#mean}
   */
  @Override
  public Expr mean() {
    return mean(within.moments());
  }

  private Expr mean(ConditionalMoments between) {
    return mixed(between.mean(), a -> a);
  }

  /**
   * Σ p(m − mean)² over the bounds and what lies between, and the variance there.
   *
   * @throws UnsupportedOperationException as {@link Truncated#mean}
   */
  @Override
  public Expr variance() {
    ConditionalMoments between = within.moments();
    Expr mean = mean(between);
    Expr inner = between.mean().minus(mean).square().plus(between.variance());
    return mixed(inner, a -> a.minus(mean).square());
  }

  /** What stands between the bounds, and at them a function of the bound, by probability. */
  private Expr mixed(Expr between, UnaryOperator<Expr> atBound) {
    Expr sum = within.logMass().exp().times(between);
    if (within.lower().isPresent()) {
      Expr at = atBound.apply(within.lower().orElseThrow());
      sum = sum.plus(within.logBelow().exp().times(at));
    }
    if (within.upper().isPresent()) {
      Expr at = atBound.apply(within.upper().orElseThrow());
      sum = sum.plus(within.logAbove().exp().times(at));
    }
    return sum;
  }

  @Override
  public Sampler sampler() {
    Sampler inner = within.law().sampler();
    List<Expr> arguments = new ArrayList<>(inner.arguments());
    int own = arguments.size();
    arguments.add(within.lower().orElse(Expr.constant(Double.NEGATIVE_INFINITY)));
    arguments.add(within.upper().orElse(Expr.constant(Double.POSITIVE_INFINITY)));
    return new Sampler(
        arguments,
        true,
        1,
        (a, random, out) -> {
          inner.draw().into(Arrays.copyOf(a, own), random, out);
          out[0] = Math.min(Math.max(out[0], a[own]), a[own + 1]);
        });
  }

  @Override
  public Optional<String> noPrior() {
    return Optional.of("it has mass at its bounds, as observations have and no parameter");
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
    return Condition.and(conditions(), within.bounds().conditions("Censored", value));
  }

  @Override
  public Censored substitute(Map<Expr, Expr> replacements) {
    return new Censored(within.substitute(replacements));
  }
}
