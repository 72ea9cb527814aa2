package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * The law of |X| for a Cauchy X around 0: log p(x) = log(2/π) − log s − log(1 + (x/s)²) for x ≥ 0,
 * −∞ below. It has no moments.
 *
 * @param scale s &gt; 0, the median, in the unit of x
 */
public record HalfCauchy(Expr scale) implements Distribution {

  private static final double LOG_TWO = Math.log(2);

  public HalfCauchy {
    Arguments.positive("HalfCauchy", "scale", scale);
  }

  /**
   * @throws IllegalArgumentException unless the scale is positive and finite
   */
  public static HalfCauchy of(double scale) {
    return new HalfCauchy(Arguments.positive("HalfCauchy", "scale", scale));
  }

  /** A scale that is itself unknown. */
  public static HalfCauchy of(Expr scale) {
    return new HalfCauchy(scale);
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr whole = new Cauchy(Expr.constant(0), scale).logDensity(value).plus(LOG_TWO);
    return Arguments.inside(value.atLeast(Expr.constant(0)), whole);
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

  /** ∞. */
  @Override
  public Expr mean() {
    return scale.times(Double.POSITIVE_INFINITY);
  }

  /** ∞. */
  @Override
  public Expr variance() {
    return mean();
  }

  @Override
  public Sampler sampler() {
    return Sampler.elementwise(
        List.of(scale), (a, random) -> a[0] * Math.tan(Math.PI / 2 * random.next()));
  }

  @Override
  public Shape shape() {
    return scale.shape();
  }

  @Override
  public List<Condition> conditions() {
    return List.of(Condition.positive("HalfCauchy", "scale", scale));
  }

  @Override
  public HalfCauchy substitute(Map<Expr, Expr> replacements) {
    return new HalfCauchy(scale.substitute(replacements));
  }
}
