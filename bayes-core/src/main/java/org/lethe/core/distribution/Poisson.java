package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.CountVariate;

/**
 * The Poisson distribution over 0, 1, 2, … by its rate λ or by η = log λ: log P(y) = y log λ − λ −
 * log y!.
 */
public final class Poisson implements Distribution {

  private final Expr argument;
  private final boolean log;

  private Poisson(Expr argument, boolean log) {
    this.argument = argument;
    this.log = log;
  }

  /**
   * Given λ ≥ 0; a rate of 0 puts all mass on 0.
   *
   * @throws IllegalArgumentException when it is plainly negative, as a parameter on the whole line
   */
  public static Poisson rate(Expr rate) {
    Arguments.notNegative("Poisson", "rate", rate);
    return new Poisson(rate, false);
  }

  /**
   * Given λ.
   *
   * @throws IllegalArgumentException unless it is positive and finite
   */
  public static Poisson rate(double rate) {
    Checks.positiveFinite("Poisson", "rate", rate);
    return rate(Expr.constant(rate));
  }

  /** Given log λ, any real number; regression's form. */
  public static Poisson logRate(Expr logRate) {
    return new Poisson(logRate, true);
  }

  /**
   * Given log λ.
   *
   * @throws IllegalArgumentException unless it is finite
   */
  public static Poisson logRate(double logRate) {
    Checks.finite("Poisson", "logRate", logRate);
    return logRate(Expr.constant(logRate));
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr logFactorial = value.plus(1).lgamma();
    if (log) {
      return value.times(argument).minus(argument.exp()).minus(logFactorial);
    }
    // 1 stands in for the rate where y = 0, since 0 · log 0 is 0 here
    Expr counted = value.greaterThan(Expr.constant(0)).where(argument, Expr.constant(1));
    return value.times(counted.log()).minus(argument).minus(logFactorial);
  }

  /** E[X] log λ − λ: the rest is the same for every λ. */
  @Override
  public Optional<Expr> expectedLogDensity(Distribution law) {
    Expr logRate = log ? argument : argument.log();
    return Optional.of(law.mean().times(logRate).minus(mean()));
  }

  @Override
  public Support support() {
    return Support.NATURAL;
  }

  /** λ. */
  @Override
  public Expr mean() {
    return log ? argument.exp() : argument;
  }

  /** λ. */
  @Override
  public Expr variance() {
    return mean();
  }

  @Override
  public Sampler sampler() {
    return Sampler.elementwise(
        List.of(mean()), (rate, random) -> CountVariate.poisson(rate[0], random));
  }

  @Override
  public Shape shape() {
    return argument.shape();
  }

  @Override
  public List<Condition> conditions() {
    return log ? List.of() : List.of(Condition.notNegative("Poisson", "rate", argument));
  }

  @Override
  public Poisson substitute(Map<Expr, Expr> replacements) {
    return new Poisson(argument.substitute(replacements), log);
  }
}
