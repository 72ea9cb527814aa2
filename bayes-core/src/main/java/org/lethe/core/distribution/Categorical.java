package org.lethe.core.distribution;

import java.util.Map;
import java.util.stream.IntStream;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * The categorical distribution over 0…K−1 by its logits: log P(k) = ℓ_k − log Σ_j exp ℓ_j. Adding
 * the same number to every logit changes nothing.
 *
 * @param logits ℓ, [K] or [rows × K], K ≥ 2
 */
public record Categorical(Expr logits) implements Discrete {

  public Categorical {
    Shape shape = logits.shape();
    Checks.that(
        shape.rank() == 1 && shape.size() >= 2,
        "Categorical: logits must be a vector of at least 2, got shape %s",
        shape);
  }

  /**
   * @throws IllegalArgumentException unless the logits are [K] or [rows × K] with K ≥ 2
   */
  public static Categorical logits(Expr logits) {
    return new Categorical(logits);
  }

  /**
   * @throws IllegalArgumentException unless there are at least 2 and all are finite
   */
  public static Categorical logits(double... logits) {
    for (double logit : logits) {
      Checks.finite("Categorical", "logits", logit);
    }
    return new Categorical(Expr.vector(logits));
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
    Expr chosen = value.equalTo(labels()).where(logits, Expr.constant(0)).sum(0);
    return chosen.minus(logits.logSumExp(0));
  }

  @Override
  public Support support() {
    return Support.category(outcomes());
  }

  /** Σ k P(k). */
  @Override
  public Expr mean() {
    return probabilities().times(labels()).sum(0);
  }

  /** Σ (k − mean)² P(k). */
  @Override
  public Expr variance() {
    return probabilities().times(labels().minus(mean()).square()).sum(0);
  }

  @Override
  public Expr probabilities() {
    return logits.minus(logits.logSumExp(0)).exp();
  }

  @Override
  public int outcomes() {
    return logits.shape().size();
  }

  /** One outcome: a scalar, or [rows]. */
  @Override
  public Shape shape() {
    return Shape.scalar().withRows(logits.shape().rows());
  }

  @Override
  public Categorical substitute(Map<Expr, Expr> replacements) {
    return new Categorical(logits.substitute(replacements));
  }

  private Expr labels() {
    return Expr.vector(IntStream.range(0, outcomes()).asDoubleStream().toArray());
  }
}
