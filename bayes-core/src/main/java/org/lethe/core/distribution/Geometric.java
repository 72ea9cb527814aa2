package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * How many trials fail before the first success, 0, 1, 2, …: log P(y) = y log(1 − p) + log p.
 *
 * @param probability p, 0 &lt; p ≤ 1, of a success
 */
public record Geometric(Expr probability) implements Distribution {

  public Geometric {
    probability = Arguments.probability("Geometric", "probability", probability);
    Arguments.known(condition(probability));
  }

  /**
   * @throws IllegalArgumentException unless 0 &lt; p ≤ 1
   */
  public static Geometric of(double probability) {
    Checks.that(
        probability > 0 && probability <= 1,
        "Geometric: probability must be above 0 and at most 1, got %s",
        probability);
    return new Geometric(Expr.constant(probability));
  }

  /** A probability that is itself unknown. */
  public static Geometric of(Expr probability) {
    return new Geometric(probability);
  }

  @Override
  public Expr logDensity(Expr value) {
    // 0 stands in for p where y = 0, since 0 · log 0 is 0 here
    Expr failed = value.greaterThan(Expr.constant(0)).where(probability, Expr.constant(0));
    return value.times(failed.negate().log1p()).plus(probability.log());
  }

  @Override
  public Support support() {
    return Support.NATURAL;
  }

  /** (1 − p)/p. */
  @Override
  public Expr mean() {
    return Expr.constant(1).minus(probability).over(probability);
  }

  /** (1 − p)/p². */
  @Override
  public Expr variance() {
    return mean().over(probability);
  }

  @Override
  public Sampler sampler() {
    return Sampler.elementwise(
        List.of(probability),
        (a, random) -> a[0] == 1 ? 0 : Math.floor(Math.log(random.next()) / Math.log1p(-a[0])));
  }

  @Override
  public Shape shape() {
    return probability.shape();
  }

  @Override
  public List<Condition> conditions() {
    return List.of(condition(probability));
  }

  private static Condition condition(Expr probability) {
    return new Condition(
        "Geometric", "probability", probability, Condition.Rule.POSITIVE_PROBABILITY);
  }

  @Override
  public Geometric substitute(Map<Expr, Expr> replacements) {
    return new Geometric(probability.substitute(replacements));
  }
}
