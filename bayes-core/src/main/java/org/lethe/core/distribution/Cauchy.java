package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * The Cauchy distribution, with z = (x − μ)/s: log p(x) = −log π − log s − log(1 + z²), for |z|
 * below 1e154, beyond which the density reads 0. It has no moments.
 *
 * @param location μ, the median
 * @param scale s &gt; 0, half the distance between the quartiles, in the unit of x
 */
public record Cauchy(Expr location, Expr scale) implements Cumulative {

  private static final double LOG_PI = Math.log(Math.PI);

  public Cauchy {
    Arguments.fit("Cauchy", "location", location, "scale", scale);
    Arguments.positive("Cauchy", "scale", scale);
  }

  /**
   * @throws IllegalArgumentException unless the location is finite and the scale is positive and
   *     finite
   */
  public static Cauchy of(double location, double scale) {
    return new Cauchy(
        Arguments.finite("Cauchy", "location", location),
        Arguments.positive("Cauchy", "scale", scale));
  }

  /**
   * @throws IllegalArgumentException unless the location is finite
   */
  public static Cauchy of(double location, Expr scale) {
    return new Cauchy(Arguments.finite("Cauchy", "location", location), scale);
  }

  /**
   * @throws IllegalArgumentException unless the scale is positive and finite
   */
  public static Cauchy of(Expr location, double scale) {
    return new Cauchy(location, Arguments.positive("Cauchy", "scale", scale));
  }

  /**
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static Cauchy of(Expr location, Expr scale) {
    return new Cauchy(location, scale);
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr z = value.minus(location).over(scale);
    return z.square().log1p().plus(scale.log()).plus(LOG_PI).negate();
  }

  @Override
  public Support support() {
    return Support.REAL;
  }

  /** NaN: there is none. */
  @Override
  public Expr mean() {
    return location.plus(scale).times(Double.NaN);
  }

  /** NaN: there is none. */
  @Override
  public Expr variance() {
    return mean();
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
   * With z = (x − μ)/s: the angle of z(b) − z(a) over 1 + z(a) z(b), from 0 to π, over π; from the
   * nearest of 0, π/2 and π, so that it keeps its digits.
   */
  @Override
  public Expr logMass(Expr lower, Expr upper) {
    Expr to = upper.max(lower);
    Expr width = to.minus(lower).over(scale);
    Expr below = lower.minus(location).over(scale);
    Expr adjacent = below.times(to.minus(location).over(scale)).plus(1);
    Expr near = adjacent.greaterThan(width);
    Expr around = adjacent.negate().greaterThan(width);
    Expr aside = near.plus(around);
    Expr tangent = aside.where(width, adjacent).over(aside.where(adjacent.abs(), width));
    Expr share = tangent.atan().over(Math.PI);
    Expr small = near.where(share, Expr.constant(1)).log();
    Expr large = share.negate().plus(0.5).log();
    return near.where(small, around.where(share.negate().log1p(), large));
  }

  @Override
  public List<Expr> arguments() {
    return List.of(location, scale);
  }

  @Override
  public Quantile quantile() {
    return (a, below, above) -> a[0] + a[1] * quantile(below, above);
  }

  /**
   * log P(Z &gt; z) = log(½ − atan(z)/π); outside ±1 by the angle of 1/z, which keeps its digits.
   */
  private static Expr logTail(Expr z) {
    Expr one = Expr.constant(1);
    Expr outside = z.abs().greaterThan(one);
    Expr angle = one.over(outside.where(z.abs(), one)).atan().over(Math.PI);
    Expr far = z.greaterThan(one).where(angle.log(), angle.negate().log1p());
    Expr near = outside.where(Expr.constant(0), z).atan().over(-Math.PI).plus(0.5).log();
    return outside.where(far, near);
  }

  private static double quantile(double below, double above) {
    double distance = 1 / Math.tan(Math.PI * Math.exp(Math.min(below, above)));
    return below < above ? -distance : distance;
  }

  @Override
  public Shape shape() {
    return location.shape().broadcast(scale.shape());
  }

  @Override
  public List<Condition> conditions() {
    return List.of(Condition.positive("Cauchy", "scale", scale));
  }

  @Override
  public Cauchy substitute(Map<Expr, Expr> replacements) {
    return new Cauchy(location.substitute(replacements), scale.substitute(replacements));
  }
}
