package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * The Laplace distribution: log p(x) = −log 2s − |x − μ|/s. At x = μ, where it has a corner, its
 * derivatives read 0.
 *
 * @param location μ, mean and median
 * @param scale s &gt; 0, in the unit of x; the sd is s √2
 */
public record Laplace(Expr location, Expr scale) implements Cumulative {

  private static final double LOG_TWO = Math.log(2);

  public Laplace {
    Arguments.fit("Laplace", "location", location, "scale", scale);
    Arguments.positive("Laplace", "scale", scale);
  }

  /**
   * @throws IllegalArgumentException unless the location is finite and the scale is positive and
   *     finite
   */
  public static Laplace of(double location, double scale) {
    return new Laplace(
        Arguments.finite("Laplace", "location", location),
        Arguments.positive("Laplace", "scale", scale));
  }

  /**
   * @throws IllegalArgumentException unless the location is finite
   */
  public static Laplace of(double location, Expr scale) {
    return new Laplace(Arguments.finite("Laplace", "location", location), scale);
  }

  /**
   * @throws IllegalArgumentException unless the scale is positive and finite
   */
  public static Laplace of(Expr location, double scale) {
    return new Laplace(location, Arguments.positive("Laplace", "scale", scale));
  }

  /**
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static Laplace of(Expr location, Expr scale) {
    return new Laplace(location, scale);
  }

  @Override
  public Expr logDensity(Expr value) {
    return value.minus(location).over(scale).abs().plus(scale.times(2).log()).negate();
  }

  @Override
  public Support support() {
    return Support.REAL;
  }

  /** μ. */
  @Override
  public Expr mean() {
    return location;
  }

  /** 2s². */
  @Override
  public Expr variance() {
    return scale.square().times(2);
  }

  @Override
  public Expr logCdf(Expr value) {
    return logTail(location.minus(value).over(scale));
  }

  @Override
  public Expr logSurvival(Expr value) {
    return logTail(value.minus(location).over(scale));
  }

  /**
   * With z = (x − μ)/s: ½(2 − e^z(a) − e^−z(b)) around μ, else the tail at its nearer end times 1 −
   * e^−(z(b) − z(a)).
   */
  @Override
  public Expr logMass(Expr lower, Expr upper) {
    Expr zero = Expr.constant(0);
    Expr below = lower.minus(location).over(scale);
    Expr to = upper.max(lower);
    Expr above = to.minus(location).over(scale);
    Expr width = to.minus(lower).over(scale);
    Expr around = above.greaterThan(zero).times(zero.greaterThan(below));
    Expr missing = above.max(zero).negate().expm1().plus(below.min(zero).expm1());
    Expr aside = LogProbability.complement(width).minus(below.max(above.negate()));
    return around.where(missing.negate().log(), aside).minus(LOG_TWO);
  }

  @Override
  public List<Expr> arguments() {
    return List.of(location, scale);
  }

  @Override
  public Quantile quantile() {
    return (a, below, above) -> a[0] + a[1] * (below < above ? LOG_TWO + below : -LOG_TWO - above);
  }

  /** log P(Z &gt; z): −log 2 − z to the right of 0 and log(1 − ½eᶻ) to its left. */
  private static Expr logTail(Expr z) {
    Expr zero = Expr.constant(0);
    Expr left = z.min(zero).exp().times(-0.5).log1p();
    return z.greaterThan(zero).where(z.plus(LOG_TWO).negate(), left);
  }

  @Override
  public Shape shape() {
    return location.shape().broadcast(scale.shape());
  }

  @Override
  public List<Condition> conditions() {
    return List.of(Condition.positive("Laplace", "scale", scale));
  }

  @Override
  public Laplace substitute(Map<Expr, Expr> replacements) {
    return new Laplace(location.substitute(replacements), scale.substitute(replacements));
  }
}
