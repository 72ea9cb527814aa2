package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * The categorical distribution over 0…K−1, by its logits or its probabilities.
 *
 * <p>By logits log P(k) = ℓ_k − log Σ_j exp ℓ_j, and adding the same number to every logit changes
 * nothing; by probabilities log P(k) = log p_k, −∞ at the impossible.
 */
public final class Categorical implements Discrete {

  /** How far constant probabilities may be from summing to 1. */
  private static final double ROUNDING = 1e-9;

  private final Expr argument;
  private final boolean logits;

  private Categorical(Expr argument, boolean logits) {
    Shape shape = argument.shape();
    Checks.that(
        shape.rank() == 1 && shape.size() >= 2,
        "Categorical: %s must be a vector of at least 2, got shape %s",
        logits ? "logits" : "probabilities",
        shape);
    this.argument = argument;
    this.logits = logits;
  }

  /**
   * Given ℓ, [K] or [rows × K].
   *
   * @throws IllegalArgumentException unless K ≥ 2
   */
  public static Categorical logits(Expr logits) {
    return new Categorical(logits, true);
  }

  /**
   * Given ℓ.
   *
   * @throws IllegalArgumentException unless there are at least 2 and all are finite
   */
  public static Categorical logits(double... logits) {
    for (double logit : logits) {
      Checks.finite("Categorical", "logits", logit);
    }
    return logits(Expr.vector(logits));
  }

  /**
   * Given p, [K] or [rows × K], which sums to 1.
   *
   * @throws IllegalArgumentException unless K ≥ 2
   */
  public static Categorical probabilities(Expr probabilities) {
    return new Categorical(
        Arguments.probabilities("Categorical", "probabilities", probabilities), false);
  }

  /**
   * Given p.
   *
   * @throws IllegalArgumentException unless there are at least 2, between 0 and 1, that sum to 1
   */
  public static Categorical probabilities(double... probabilities) {
    double sum = 0;
    for (double p : probabilities) {
      sum += Checks.inRange("Categorical", "probabilities", p, 0, 1);
    }
    Checks.that(
        Math.abs(sum - 1) <= ROUNDING, "Categorical: probabilities must sum to 1, got %s", sum);
    return probabilities(Expr.vector(probabilities));
  }

  /**
   * {@inheritDoc}
   *
   * @param value one outcome, a scalar or [rows]
   */
  @Override
  public Expr logDensity(Expr value) {
    Checks.that(
        value.shape().rank() == 0,
        "Categorical: value must be one number a row, got shape %s",
        value.shape());
    Expr chosen = value.equalTo(labels());
    if (logits) {
      return chosen.where(argument, Expr.constant(0)).sum(0).minus(argument.logSumExp(0));
    }
    // 1 stands in for the others, so that no derivative is 0 · ∞
    return chosen.where(argument, Expr.constant(1)).log().sum(0);
  }

  /** log p_k, and 0 instead of −∞ where a count is 0. */
  Expr logProbabilities(Expr count) {
    if (logits) {
      return argument.minus(argument.logSumExp(0));
    }
    return count.greaterThan(Expr.constant(0)).where(argument, Expr.constant(1)).log();
  }

  @Override
  public Expr probabilities() {
    return logits ? argument.minus(argument.logSumExp(0)).exp() : argument;
  }

  @Override
  public int outcomes() {
    return argument.shape().size();
  }

  /** One outcome: a scalar, or [rows]. */
  @Override
  public Shape shape() {
    return Shape.scalar().withRows(argument.shape().rows());
  }

  @Override
  public List<Condition> conditions() {
    return logits
        ? List.of()
        : List.of(Condition.probability("Categorical", "probabilities", argument));
  }

  @Override
  public Categorical substitute(Map<Expr, Expr> replacements) {
    return new Categorical(argument.substitute(replacements), logits);
  }
}
