package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.NormalQuantile;

/**
 * The normal distribution, log p(x) = −½((x − μ)/σ)² − log σ − ½ log 2π.
 *
 * @param mean μ
 * @param sd σ &gt; 0, in the unit of x
 */
public record Normal(Expr mean, Expr sd) implements Cumulative {

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  public Normal {
    Arguments.fit("Normal", "mean", mean, "sd", sd);
    Arguments.positive("Normal", "sd", sd);
  }

  /**
   * @throws IllegalArgumentException unless the mean is finite and the sd positive and finite
   */
  public static Normal of(double mean, double sd) {
    return of(mean, constantSd(sd));
  }

  /**
   * @throws IllegalArgumentException unless the sd is positive and finite
   */
  public static Normal of(Expr mean, double sd) {
    return new Normal(mean, constantSd(sd));
  }

  /**
   * @throws IllegalArgumentException unless the mean is finite
   */
  public static Normal of(double mean, Expr sd) {
    Checks.finite("Normal", "mean", mean);
    return new Normal(Expr.constant(mean), sd);
  }

  /**
   * @throws IllegalArgumentException when the two shapes do not broadcast, or the sd is plainly not
   *     positive, as a parameter on the whole line
   */
  public static Normal of(Expr mean, Expr sd) {
    return new Normal(mean, sd);
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr z = value.minus(mean).over(sd);
    return z.square().times(-0.5).minus(sd.log().plus(HALF_LOG_TWO_PI));
  }

  /** log p(E[X]) − ½ Var[X]/σ². */
  @Override
  public Optional<Expr> expectedLogDensity(Distribution law) {
    Expr spread = law.variance().over(sd.square()).times(0.5);
    return Optional.of(logDensity(law.mean()).minus(spread));
  }

  @Override
  public Support support() {
    return Support.REAL;
  }

  @Override
  public Expr variance() {
    return sd.square();
  }

  @Override
  public Expr logCdf(Expr value) {
    return value.minus(mean).over(sd).logNormalCdf();
  }

  @Override
  public Expr logSurvival(Expr value) {
    return mean.minus(value).over(sd).logNormalCdf();
  }

  @Override
  public Expr logMass(Expr lower, Expr upper) {
    Expr to = upper.max(lower);
    return NormalMass.log(
        lower.minus(mean).over(sd), to.minus(mean).over(sd), to.minus(lower).over(sd));
  }

  @Override
  public List<Expr> arguments() {
    return List.of(mean, sd);
  }

  @Override
  public Quantile quantile() {
    return (a, below, above) -> a[0] + a[1] * NormalQuantile.ofLogs(below, above);
  }

  @Override
  public Shape shape() {
    return mean.shape().broadcast(sd.shape());
  }

  @Override
  public List<Condition> conditions() {
    return List.of(Condition.positive("Normal", "sd", sd));
  }

  @Override
  public Normal substitute(Map<Expr, Expr> replacements) {
    return new Normal(mean.substitute(replacements), sd.substitute(replacements));
  }

  private static Expr constantSd(double sd) {
    Checks.positiveFinite("Normal", "sd", sd);
    return Expr.constant(sd);
  }
}
