package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.GammaVariate;
import org.lethe.core.random.NormalQuantile;
import org.lethe.core.random.Uniforms;

/**
 * Student's t distribution, with z = (x − μ)/s:
 *
 * <pre>log p(x) = log Γ((ν+1)/2) − log Γ(ν/2) − ½ log νπ − log s − (ν+1)/2 · log(1 + z²/ν)</pre>
 *
 * <p>Accurate for every ν up to the normal limit, and for |z| below 1e154, beyond which the density
 * reads 0.
 *
 * @param degrees ν &gt; 0
 * @param location μ
 * @param scale s &gt; 0, in the unit of x; the sd is s √(ν/(ν−2))
 */
public record StudentT(Expr degrees, Expr location, Expr scale) implements Distribution {

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  public StudentT {
    Arguments.fit("StudentT", "degrees", degrees, "location", location, "scale", scale);
    Arguments.positive("StudentT", "degrees", degrees);
    Arguments.positive("StudentT", "scale", scale);
  }

  /**
   * @throws IllegalArgumentException unless the location is finite and the others are positive and
   *     finite
   */
  public static StudentT of(double degrees, double location, double scale) {
    Checks.finite("StudentT", "location", location);
    return of(degrees, Expr.constant(location), scale);
  }

  /**
   * @throws IllegalArgumentException unless degrees and scale are positive and finite
   */
  public static StudentT of(double degrees, Expr location, double scale) {
    Checks.positiveFinite("StudentT", "scale", scale);
    return of(degrees, location, Expr.constant(scale));
  }

  /**
   * @throws IllegalArgumentException unless the degrees are positive and finite
   */
  public static StudentT of(double degrees, Expr location, Expr scale) {
    Checks.positiveFinite("StudentT", "degrees", degrees);
    return new StudentT(Expr.constant(degrees), location, scale);
  }

  /**
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static StudentT of(Expr degrees, Expr location, Expr scale) {
    return new StudentT(degrees, location, scale);
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr z = value.minus(location).over(scale);
    Expr tail = z.square().over(degrees).log1p().times(degrees.plus(1).times(0.5));
    return gammaRatio(degrees.times(0.5)).minus(scale.log()).minus(HALF_LOG_TWO_PI).minus(tail);
  }

  /** log Γ(a + ½) − log Γ(a) − ½ log a, by Stirling's formula and what it leaves over. */
  private static Expr gammaRatio(Expr a) {
    Expr power = Expr.constant(0.5).over(a).log1p().times(a).minus(0.5);
    return power.plus(a.plus(0.5).stirlingRemainder()).minus(a.stirlingRemainder());
  }

  @Override
  public Support support() {
    return Support.REAL;
  }

  /** μ where ν &gt; 1, else NaN. */
  @Override
  public Expr mean() {
    return degrees.greaterThan(Expr.constant(1)).where(location, Expr.constant(Double.NaN));
  }

  /** s² ν/(ν − 2) where ν &gt; 2, ∞ where 1 &lt; ν ≤ 2, else NaN. */
  @Override
  public Expr variance() {
    Expr finite = scale.square().times(degrees).over(degrees.minus(2));
    Expr infinite = Expr.constant(Double.POSITIVE_INFINITY);
    Expr heavy = degrees.greaterThan(Expr.constant(1)).where(infinite, Expr.constant(Double.NaN));
    return degrees.greaterThan(Expr.constant(2)).where(finite, heavy);
  }

  @Override
  public Sampler sampler() {
    return Sampler.elementwise(
        List.of(degrees, location, scale), (a, random) -> a[1] + a[2] * draw(a[0], random));
  }

  /** z √(ν/χ²) with z ~ N(0, 1) and χ² ~ 2 Gamma(ν/2, 1). */
  static double draw(double degrees, Uniforms random) {
    double z = NormalQuantile.of(random.next());
    double half = degrees / 2;
    return z * Math.exp((Math.log(half) - GammaVariate.logarithm(half, random)) / 2);
  }

  @Override
  public Shape shape() {
    return degrees.shape().broadcast(location.shape()).broadcast(scale.shape());
  }

  @Override
  public List<Condition> conditions() {
    return List.of(
        Condition.positive("StudentT", "degrees", degrees),
        Condition.positive("StudentT", "scale", scale));
  }

  @Override
  public StudentT substitute(Map<Expr, Expr> replacements) {
    return new StudentT(
        degrees.substitute(replacements),
        location.substitute(replacements),
        scale.substitute(replacements));
  }
}
