package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * The Gumbel distribution of maxima, with z = (x − μ)/s: log p(x) = −z − e⁻ᶻ − log s.
 *
 * @param location μ, the mode
 * @param scale s &gt; 0, in the unit of x; the sd is s π/√6
 */
public record Gumbel(Expr location, Expr scale) implements Cumulative {

  private static final double EULER = 0.57721566490153286061;

  /** Of −z(a): beyond, e^−t(a) is 0 and t(a) soon no number. */
  private static final double MOST = 350;

  public Gumbel {
    Arguments.fit("Gumbel", "location", location, "scale", scale);
    Arguments.positive("Gumbel", "scale", scale);
  }

  /**
   * @throws IllegalArgumentException unless the location is finite and the scale is positive and
   *     finite
   */
  public static Gumbel of(double location, double scale) {
    return new Gumbel(
        Arguments.finite("Gumbel", "location", location),
        Arguments.positive("Gumbel", "scale", scale));
  }

  /**
   * @throws IllegalArgumentException unless the location is finite
   */
  public static Gumbel of(double location, Expr scale) {
    return new Gumbel(Arguments.finite("Gumbel", "location", location), scale);
  }

  /**
   * @throws IllegalArgumentException unless the scale is positive and finite
   */
  public static Gumbel of(Expr location, double scale) {
    return new Gumbel(location, Arguments.positive("Gumbel", "scale", scale));
  }

  /**
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static Gumbel of(Expr location, Expr scale) {
    return new Gumbel(location, scale);
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr z = value.minus(location).over(scale);
    return z.plus(z.negate().exp()).plus(scale.log()).negate();
  }

  @Override
  public Support support() {
    return Support.REAL;
  }

  /** μ + γs with Euler's γ. */
  @Override
  public Expr mean() {
    return location.plus(scale.times(EULER));
  }

  /** s²π²/6. */
  @Override
  public Expr variance() {
    return scale.square().times(Math.PI * Math.PI / 6);
  }

  @Override
  public Expr logCdf(Expr value) {
    return value.minus(location).over(scale).negate().exp().negate();
  }

  @Override
  public Expr logSurvival(Expr value) {
    return LogProbability.complement(value.minus(location).over(scale).negate().exp());
  }

  /**
   * With z = (x − μ)/s and t = e⁻ᶻ: −t(b) + log(1 − e^−(t(a) − t(b))), where t(a) − t(b) is t(b)
   * (e^(z(b) − z(a)) − 1).
   */
  @Override
  public Expr logMass(Expr lower, Expr upper) {
    Expr one = Expr.constant(1);
    Expr to = upper.max(lower);
    Expr width = to.minus(lower).over(scale);
    Expr least = logCdf(to).negate();
    Expr most = location.minus(lower).over(scale).min(Expr.constant(MOST)).exp();
    Expr near = width.lessThan(one);
    // where wide, t(a) is more than twice t(b), also where it is cut off
    Expr wide = most.minus(least).max(least);
    Expr apart = near.where(least.times(width.min(one).expm1()), wide);
    return LogProbability.complement(apart).minus(least);
  }

  @Override
  public List<Expr> arguments() {
    return List.of(location, scale);
  }

  @Override
  public Quantile quantile() {
    return (a, below, above) ->
        a[0] - a[1] * Math.log(below < above ? -below : -Math.log1p(-Math.exp(above)));
  }

  @Override
  public Shape shape() {
    return location.shape().broadcast(scale.shape());
  }

  @Override
  public List<Condition> conditions() {
    return List.of(Condition.positive("Gumbel", "scale", scale));
  }

  @Override
  public Gumbel substitute(Map<Expr, Expr> replacements) {
    return new Gumbel(location.substitute(replacements), scale.substitute(replacements));
  }
}
