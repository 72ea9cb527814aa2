package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.CountVariate;

/**
 * How many of n independent trials succeed, by the logit ℓ or the probability p of one:
 *
 * <pre>log P(y) = log C(n, y) + y log p + (n − y) log(1 − p)</pre>
 *
 * <p>for y = 0…n, −∞ beyond.
 */
public final class Binomial implements Distribution {

  private final Expr trials;
  private final Expr argument;
  private final boolean logits;

  private Binomial(Expr trials, Expr argument, boolean logits) {
    Arguments.fit("Binomial", "trials", trials, logits ? "logit" : "probability", argument);
    Arguments.count("Binomial", "trials", trials);
    this.trials = trials;
    this.argument = argument;
    this.logits = logits;
  }

  /**
   * Given n and log(p/(1 − p)), any real number.
   *
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static Binomial logits(Expr trials, Expr logit) {
    return new Binomial(trials, logit, true);
  }

  /**
   * Given n and log(p/(1 − p)).
   *
   * @throws IllegalArgumentException unless the trials are a whole number from 0 up
   */
  public static Binomial logits(double trials, Expr logit) {
    return logits(Arguments.count("Binomial", "trials", trials), logit);
  }

  /**
   * Given n and log(p/(1 − p)).
   *
   * @throws IllegalArgumentException unless the trials are a whole number from 0 up and the logit
   *     is finite
   */
  public static Binomial logits(double trials, double logit) {
    return logits(trials, Arguments.finite("Binomial", "logit", logit));
  }

  /**
   * Given n and p, between 0 and 1.
   *
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static Binomial probability(Expr trials, Expr p) {
    return new Binomial(trials, Arguments.probability("Binomial", "probability", p), false);
  }

  /**
   * Given n and p.
   *
   * @throws IllegalArgumentException unless the trials are a whole number from 0 up
   */
  public static Binomial probability(double trials, Expr p) {
    return probability(Arguments.count("Binomial", "trials", trials), p);
  }

  /**
   * Given n and p.
   *
   * @throws IllegalArgumentException unless the trials are a whole number from 0 up and 0 ≤ p ≤ 1
   */
  public static Binomial probability(double trials, double p) {
    return probability(trials, Arguments.probability("Binomial", "probability", p));
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr successes = value.min(trials);
    Expr failures = trials.minus(successes);
    Expr ways = LogBeta.choose(trials, successes);
    return Arguments.inside(trials.atLeast(value), ways.plus(trialsOf(successes, failures)));
  }

  private Expr trialsOf(Expr successes, Expr failures) {
    if (logits) {
      return successes.times(argument.logSigmoid()).minus(failures.times(argument.softplus()));
    }
    // 1 and 0 stand in where there is no such trial, since 0 · log 0 is 0 here
    Expr none = Expr.constant(0);
    Expr p = successes.greaterThan(none).where(argument, Expr.constant(1));
    Expr q = failures.greaterThan(none).where(argument.negate(), none);
    return successes.times(p.log()).plus(failures.times(q.log1p()));
  }

  @Override
  public Support support() {
    return Support.NATURAL;
  }

  /** np. */
  @Override
  public Expr mean() {
    return trials.times(success().mean());
  }

  /** np (1 − p). */
  @Override
  public Expr variance() {
    return trials.times(success().variance());
  }

  private Bernoulli success() {
    return logits ? Bernoulli.logits(argument) : Bernoulli.probability(argument);
  }

  @Override
  public Sampler sampler() {
    return Sampler.elementwise(
        List.of(trials, success().mean()),
        (a, random) -> CountVariate.binomial(a[0], a[1], random));
  }

  @Override
  public Shape shape() {
    return trials.shape().broadcast(argument.shape());
  }

  @Override
  public List<Condition> conditions() {
    Condition counted = Condition.count("Binomial", "trials", trials);
    return logits
        ? List.of(counted)
        : List.of(counted, Condition.probability("Binomial", "probability", argument));
  }

  @Override
  public List<Condition> conditions(Expr value) {
    return Condition.and(
        conditions(),
        Condition.count("Binomial", "trials less the observed count", trials.minus(value)));
  }

  @Override
  public Binomial substitute(Map<Expr, Expr> replacements) {
    return new Binomial(trials.substitute(replacements), argument.substitute(replacements), logits);
  }
}
