package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * The law of |X| for a {@link StudentT} around 0: its density twice for x ≥ 0, −∞ below.
 *
 * @param degrees ν &gt; 0
 * @param scale s &gt; 0, in the unit of x
 */
public record HalfStudentT(Expr degrees, Expr scale) implements Distribution {

  private static final double LOG_TWO = Math.log(2);

  public HalfStudentT {
    Arguments.fit("HalfStudentT", "degrees", degrees, "scale", scale);
    Arguments.positive("HalfStudentT", "degrees", degrees);
    Arguments.positive("HalfStudentT", "scale", scale);
  }

  /**
   * @throws IllegalArgumentException unless both are positive and finite
   */
  public static HalfStudentT of(double degrees, double scale) {
    return new HalfStudentT(
        Arguments.positive("HalfStudentT", "degrees", degrees),
        Arguments.positive("HalfStudentT", "scale", scale));
  }

  /**
   * @throws IllegalArgumentException unless the degrees are positive and finite
   */
  public static HalfStudentT of(double degrees, Expr scale) {
    return new HalfStudentT(Arguments.positive("HalfStudentT", "degrees", degrees), scale);
  }

  /**
   * @throws IllegalArgumentException unless the scale is positive and finite
   */
  public static HalfStudentT of(Expr degrees, double scale) {
    return new HalfStudentT(degrees, Arguments.positive("HalfStudentT", "scale", scale));
  }

  /**
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static HalfStudentT of(Expr degrees, Expr scale) {
    return new HalfStudentT(degrees, scale);
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr twice = whole().logDensity(value).plus(LOG_TWO);
    return Arguments.inside(value.atLeast(Expr.constant(0)), twice);
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

  /** 2s √ν/((ν − 1) B(ν/2, ½)) where ν &gt; 1, else ∞. */
  @Override
  public Expr mean() {
    Expr beta = LogBeta.of(degrees.times(0.5), Expr.constant(0.5)).exp();
    Expr finite = scale.times(degrees.sqrt()).times(2).over(degrees.minus(1)).over(beta);
    Expr infinite = Expr.constant(Double.POSITIVE_INFINITY);
    return degrees.greaterThan(Expr.constant(1)).where(finite, infinite);
  }

  /** s² ν/(ν − 2) less the squared mean where ν &gt; 2, ∞ where 1 &lt; ν ≤ 2, else NaN. */
  @Override
  public Expr variance() {
    return whole().variance().minus(mean().square());
  }

  private StudentT whole() {
    return new StudentT(degrees, Expr.constant(0), scale);
  }

  @Override
  public Sampler sampler() {
    return Sampler.elementwise(
        List.of(degrees, scale), (a, random) -> a[1] * Math.abs(StudentT.draw(a[0], random)));
  }

  @Override
  public Shape shape() {
    return degrees.shape().broadcast(scale.shape());
  }

  @Override
  public List<Condition> conditions() {
    return List.of(
        Condition.positive("HalfStudentT", "degrees", degrees),
        Condition.positive("HalfStudentT", "scale", scale));
  }

  @Override
  public HalfStudentT substitute(Map<Expr, Expr> replacements) {
    return new HalfStudentT(degrees.substitute(replacements), scale.substitute(replacements));
  }
}
