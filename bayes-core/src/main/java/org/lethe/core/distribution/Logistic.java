package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * The logistic distribution, with z = (x − μ)/s: log p(x) = −log(1 + eᶻ) − log(1 + e⁻ᶻ) − log s.
 *
 * @param location μ, mean and median
 * @param scale s &gt; 0, in the unit of x; the sd is s π/√3
 */
public record Logistic(Expr location, Expr scale) implements Cumulative {

  public Logistic {
    Arguments.fit("Logistic", "location", location, "scale", scale);
    Arguments.positive("Logistic", "scale", scale);
  }

  /**
   * @throws IllegalArgumentException unless the location is finite and the scale is positive and
   *     finite
   */
  public static Logistic of(double location, double scale) {
    return new Logistic(
        Arguments.finite("Logistic", "location", location),
        Arguments.positive("Logistic", "scale", scale));
  }

  /**
   * @throws IllegalArgumentException unless the location is finite
   */
  public static Logistic of(double location, Expr scale) {
    return new Logistic(Arguments.finite("Logistic", "location", location), scale);
  }

  /**
   * @throws IllegalArgumentException unless the scale is positive and finite
   */
  public static Logistic of(Expr location, double scale) {
    return new Logistic(location, Arguments.positive("Logistic", "scale", scale));
  }

  /**
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static Logistic of(Expr location, Expr scale) {
    return new Logistic(location, scale);
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr z = value.minus(location).over(scale);
    return z.logSigmoid().minus(z.softplus()).minus(scale.log());
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

  /** s²π²/3. */
  @Override
  public Expr variance() {
    return scale.square().times(Math.PI * Math.PI / 3);
  }

  @Override
  public Expr logCdf(Expr value) {
    return value.minus(location).over(scale).logSigmoid();
  }

  @Override
  public Expr logSurvival(Expr value) {
    return value.minus(location).over(scale).softplus().negate();
  }

  /** log F(b) + log(1 − F(a)) + log(1 − e^−(b − a)/s). */
  @Override
  public Expr logMass(Expr lower, Expr upper) {
    Expr to = upper.max(lower);
    Expr width = to.minus(lower).over(scale);
    return logCdf(to).plus(logSurvival(lower)).plus(LogProbability.complement(width));
  }

  @Override
  public List<Expr> arguments() {
    return List.of(location, scale);
  }

  @Override
  public Quantile quantile() {
    return (a, below, above) -> a[0] + a[1] * (below - above);
  }

  @Override
  public Shape shape() {
    return location.shape().broadcast(scale.shape());
  }

  @Override
  public List<Condition> conditions() {
    return List.of(Condition.positive("Logistic", "scale", scale));
  }

  @Override
  public Logistic substitute(Map<Expr, Expr> replacements) {
    return new Logistic(location.substitute(replacements), scale.substitute(replacements));
  }
}
