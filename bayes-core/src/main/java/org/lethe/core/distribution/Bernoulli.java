package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * The Bernoulli distribution over 0 and 1, by its logit ℓ = log(p/(1 − p)), by its probit Φ⁻¹(p),
 * or by p = P(X = 1).
 *
 * <p>By logits log P(y) = −log(1 + e^((1 − 2y)·ℓ)) and by probits log Φ((2y − 1)·ℓ), exact for
 * arguments of any size; by probability log P(1) = log p and log P(0) = log(1 − p), −∞ at the
 * impossible.
 */
public final class Bernoulli implements Discrete {

  private enum Link {
    LOGIT,
    PROBIT,
    IDENTITY
  }

  private final Expr argument;
  private final Link link;

  private Bernoulli(Expr argument, Link link) {
    this.argument = argument;
    this.link = link;
  }

  /** Given log(p/(1 − p)), any real number. */
  public static Bernoulli logits(Expr logit) {
    return new Bernoulli(logit, Link.LOGIT);
  }

  /**
   * Given log(p/(1 − p)).
   *
   * @throws IllegalArgumentException unless it is finite
   */
  public static Bernoulli logits(double logit) {
    Checks.finite("Bernoulli", "logit", logit);
    return logits(Expr.constant(logit));
  }

  /** Given Φ⁻¹(p), any real number. */
  public static Bernoulli probits(Expr probit) {
    return new Bernoulli(probit, Link.PROBIT);
  }

  /**
   * Given P(X = 1).
   *
   * @throws IllegalArgumentException when it plainly leaves 0…1, as a parameter on the whole line
   */
  public static Bernoulli probability(Expr p) {
    return new Bernoulli(Arguments.probability("Bernoulli", "probability", p), Link.IDENTITY);
  }

  /**
   * Given P(X = 1).
   *
   * @throws IllegalArgumentException unless 0 ≤ p ≤ 1
   */
  public static Bernoulli probability(double p) {
    Checks.inRange("Bernoulli", "probability", p, 0, 1);
    return probability(Expr.constant(p));
  }

  @Override
  public Expr logDensity(Expr value) {
    if (link != Link.IDENTITY) {
      return link == Link.LOGIT
          ? value.times(-2).plus(1).times(argument).softplus().negate()
          : value.times(2).minus(1).times(argument).logNormalCdf();
    }
    // 1 and 0 stand in where the outcome is the other one, so that no derivative is 0 · ∞
    Expr one = value.equalTo(Expr.constant(1));
    Expr happened = one.where(argument, Expr.constant(1)).log();
    return happened.plus(one.where(Expr.constant(0), argument.negate()).log1p());
  }

  /** {@inheritDoc} Of any shape, as there may be more than one outcome a row. */
  @Override
  public Optional<Expr> expectedLogDensity(Distribution law) {
    Expr one = ((Bernoulli) law).mean();
    Expr zero = ((Bernoulli) law).failure();
    Expr expected = one.times(logDensity(Expr.constant(1)));
    return Optional.of(expected.plus(zero.times(logDensity(Expr.constant(0)))));
  }

  @Override
  public Support support() {
    return Support.BINARY;
  }

  /** P(X = 1). */
  @Override
  public Expr mean() {
    return success(argument);
  }

  /** p (1 − p). */
  @Override
  public Expr variance() {
    return mean().times(failure());
  }

  private Expr failure() {
    return link == Link.IDENTITY ? Expr.constant(1).minus(argument) : success(argument.negate());
  }

  /**
   * (1 − p, p).
   *
   * @throws IllegalStateException when there is more than one argument a row
   */
  @Override
  public Expr probabilities() {
    if (argument.shape().rank() > 0) {
      throw new IllegalStateException(
          "Bernoulli: probabilities need one argument a row, got shape " + argument.shape());
    }
    Expr both = argument.times(Expr.constant(-1, 1));
    return link == Link.IDENTITY ? both.plus(Expr.constant(1, 0)) : success(both);
  }

  private Expr success(Expr x) {
    return switch (link) {
      case LOGIT -> x.sigmoid();
      case PROBIT -> x.normalCdf();
      case IDENTITY -> x;
    };
  }

  @Override
  public Sampler sampler() {
    return Sampler.elementwise(List.of(mean()), (p, random) -> random.next() < p[0] ? 1 : 0);
  }

  @Override
  public int outcomes() {
    return 2;
  }

  @Override
  public Shape shape() {
    return argument.shape();
  }

  @Override
  public List<Condition> conditions() {
    return link == Link.IDENTITY
        ? List.of(Condition.probability("Bernoulli", "probability", argument))
        : List.of();
  }

  @Override
  public Bernoulli substitute(Map<Expr, Expr> replacements) {
    return new Bernoulli(argument.substitute(replacements), link);
  }
}
