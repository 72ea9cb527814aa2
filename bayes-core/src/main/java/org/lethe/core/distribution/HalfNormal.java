package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.NormalQuantile;

/**
 * The law of |X| for X ~ N(0, s²): log p(x) = ½ log(2/π) − log s − x²/(2s²) for x ≥ 0, −∞ below.
 *
 * @param scale s &gt; 0, in the unit of x
 */
public record HalfNormal(Expr scale) implements Distribution {

  private static final double HALF_LOG_TWO_OVER_PI = 0.5 * Math.log(2 / Math.PI);

  public HalfNormal {
    Arguments.positive("HalfNormal", "scale", scale);
  }

  /**
   * @throws IllegalArgumentException unless the scale is positive and finite
   */
  public static HalfNormal of(double scale) {
    Checks.positiveFinite("HalfNormal", "scale", scale);
    return new HalfNormal(Expr.constant(scale));
  }

  /** A scale that is itself unknown. */
  public static HalfNormal of(Expr scale) {
    return new HalfNormal(scale);
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr exponent = value.over(scale).square().times(-0.5);
    Expr inside = exponent.minus(scale.log()).plus(HALF_LOG_TWO_OVER_PI);
    Expr notNegative = value.atLeast(Expr.constant(0));
    return notNegative.where(inside, Expr.constant(Double.NEGATIVE_INFINITY));
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

  /** s √(2/π). */
  @Override
  public Expr mean() {
    return scale.times(Math.sqrt(2 / Math.PI));
  }

  /** s² (1 − 2/π). */
  @Override
  public Expr variance() {
    return scale.square().times(1 - 2 / Math.PI);
  }

  @Override
  public Sampler sampler() {
    return Sampler.elementwise(
        List.of(scale), (a, random) -> a[0] * Math.abs(NormalQuantile.of(random.next())));
  }

  @Override
  public Shape shape() {
    return scale.shape();
  }

  @Override
  public List<Condition> conditions() {
    return List.of(Condition.positive("HalfNormal", "scale", scale));
  }

  @Override
  public HalfNormal substitute(Map<Expr, Expr> replacements) {
    return new HalfNormal(scale.substitute(replacements));
  }
}
