package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.NormalQuantile;

/**
 * The law of eʸ for y ~ N(μ, σ²): log p(x) = −½((log x − μ)/σ)² − log σ − log x − ½ log 2π for x
 * &gt; 0.
 *
 * @param mu μ, the mean of the logarithm
 * @param sigma σ &gt; 0, the sd of the logarithm
 */
public record LogNormal(Expr mu, Expr sigma) implements Cumulative {

  public LogNormal {
    Arguments.fit("LogNormal", "mu", mu, "sigma", sigma);
    Arguments.positive("LogNormal", "sigma", sigma);
  }

  /**
   * @throws IllegalArgumentException unless mu is finite and sigma is positive and finite
   */
  public static LogNormal of(double mu, double sigma) {
    return new LogNormal(
        Arguments.finite("LogNormal", "mu", mu), Arguments.positive("LogNormal", "sigma", sigma));
  }

  /**
   * @throws IllegalArgumentException unless mu is finite
   */
  public static LogNormal of(double mu, Expr sigma) {
    return new LogNormal(Arguments.finite("LogNormal", "mu", mu), sigma);
  }

  /**
   * @throws IllegalArgumentException unless sigma is positive and finite
   */
  public static LogNormal of(Expr mu, double sigma) {
    return new LogNormal(mu, Arguments.positive("LogNormal", "sigma", sigma));
  }

  /**
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static LogNormal of(Expr mu, Expr sigma) {
    return new LogNormal(mu, sigma);
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr logarithm = value.log();
    return logarithm().logDensity(logarithm).minus(logarithm);
  }

  @Override
  public Support support() {
    return Support.POSITIVE;
  }

  /** e^(μ + σ²/2). */
  @Override
  public Expr mean() {
    return mu.plus(sigma.square().times(0.5)).exp();
  }

  /** (e^(σ²) − 1) e^(2μ + σ²). */
  @Override
  public Expr variance() {
    return sigma.square().expm1().times(mean().square());
  }

  @Override
  public Expr logCdf(Expr value) {
    return logarithm().logCdf(value.max(Expr.constant(0)).log());
  }

  @Override
  public Expr logSurvival(Expr value) {
    return logarithm().logSurvival(value.max(Expr.constant(0)).log());
  }

  @Override
  public Expr logMass(Expr lower, Expr upper) {
    Expr one = Expr.constant(1);
    Expr to = upper.max(lower);
    Expr both = lower.greaterThan(Expr.constant(0));
    Expr from = both.where(lower, one);
    Expr end = both.where(to, Expr.constant(2));
    // within a factor of 2 by the ratio, whose logarithm does not cancel
    Expr near = from.greaterThan(end.times(0.5));
    Expr ratio = near.where(end.minus(from), one).over(from).log1p();
    Expr width = near.where(ratio, end.log().minus(from.log())).over(sigma);
    Expr a = from.log().minus(mu).over(sigma);
    Expr b = end.log().minus(mu).over(sigma);
    return both.where(NormalMass.log(a, b, width), logCdf(to));
  }

  @Override
  public List<Expr> arguments() {
    return List.of(mu, sigma);
  }

  @Override
  public Quantile quantile() {
    return (a, below, above) -> Math.exp(a[0] + a[1] * NormalQuantile.ofLogs(below, above));
  }

  private Normal logarithm() {
    return new Normal(mu, sigma);
  }

  @Override
  public Shape shape() {
    return mu.shape().broadcast(sigma.shape());
  }

  @Override
  public List<Condition> conditions() {
    return List.of(Condition.positive("LogNormal", "sigma", sigma));
  }

  @Override
  public LogNormal substitute(Map<Expr, Expr> replacements) {
    return new LogNormal(mu.substitute(replacements), sigma.substitute(replacements));
  }
}
