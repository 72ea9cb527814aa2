package org.lethe.core.distribution;

import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * The Bernoulli distribution over 0 and 1, by its logit ℓ = log(p/(1 − p)) or by p = P(X = 1).
 *
 * <p>By logits log P(y) = log sigmoid((2y − 1)·ℓ), exact for logits of any size; by probability log
 * P(1) = log p and log P(0) = log(1 − p), −∞ at the impossible.
 */
public final class Bernoulli implements Discrete {

  private final Expr argument;
  private final boolean logits;

  private Bernoulli(Expr argument, boolean logits) {
    this.argument = argument;
    this.logits = logits;
  }

  /** Given log(p/(1 − p)), any real number. */
  public static Bernoulli logits(Expr logit) {
    return new Bernoulli(logit, true);
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

  /** Given P(X = 1), between 0 and 1. */
  public static Bernoulli probability(Expr p) {
    return new Bernoulli(p, false);
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
    if (logits) {
      return value.times(2).minus(1).times(argument).logSigmoid();
    }
    // 1 and 0 stand in where the outcome is the other one, so that no derivative is 0 · ∞
    Expr one = value.equalTo(Expr.constant(1));
    Expr happened = one.where(argument, Expr.constant(1)).log();
    return happened.plus(one.where(Expr.constant(0), argument.negate()).log1p());
  }

  @Override
  public Support support() {
    return Support.BINARY;
  }

  /** P(X = 1). */
  @Override
  public Expr mean() {
    return logits ? argument.sigmoid() : argument;
  }

  /** p (1 − p). */
  @Override
  public Expr variance() {
    Expr failure = logits ? argument.negate().sigmoid() : Expr.constant(1).minus(argument);
    return mean().times(failure);
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
    if (logits) {
      return argument.times(Expr.constant(-1, 1)).sigmoid();
    }
    return argument.times(Expr.constant(-1, 1)).plus(Expr.constant(1, 0));
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
  public Bernoulli substitute(Map<Expr, Expr> replacements) {
    return new Bernoulli(argument.substitute(replacements), logits);
  }
}
