package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.GammaVariate;

/**
 * The gamma distribution: log p(x) = α log β − log Γ(α) + (α − 1) log x − βx for x &gt; 0.
 *
 * @param alpha α &gt; 0, the shape
 * @param beta β &gt; 0, the rate
 */
public record Gamma(Expr alpha, Expr beta) implements Distribution {

  public Gamma {
    Arguments.fit("Gamma", "alpha", alpha, "beta", beta);
    Arguments.positive("Gamma", "alpha", alpha);
    Arguments.positive("Gamma", "beta", beta);
  }

  /**
   * @throws IllegalArgumentException unless both are positive and finite
   */
  public static Gamma of(double alpha, double beta) {
    return new Gamma(
        Arguments.positive("Gamma", "alpha", alpha), Arguments.positive("Gamma", "beta", beta));
  }

  /**
   * @throws IllegalArgumentException unless alpha is positive and finite
   */
  public static Gamma of(double alpha, Expr beta) {
    return new Gamma(Arguments.positive("Gamma", "alpha", alpha), beta);
  }

  /**
   * @throws IllegalArgumentException unless beta is positive and finite
   */
  public static Gamma of(Expr alpha, double beta) {
    return new Gamma(alpha, Arguments.positive("Gamma", "beta", beta));
  }

  /**
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static Gamma of(Expr alpha, Expr beta) {
    return new Gamma(alpha, beta);
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr scaled = alpha.times(beta.log()).minus(beta.times(value));
    return alpha.minus(1).times(value.log()).plus(scaled).minus(alpha.lgamma());
  }

  @Override
  public Support support() {
    return Support.POSITIVE;
  }

  /** α/β. */
  @Override
  public Expr mean() {
    return alpha.over(beta);
  }

  /** α/β². */
  @Override
  public Expr variance() {
    return mean().over(beta);
  }

  @Override
  public Sampler sampler() {
    return Sampler.elementwise(
        List.of(alpha, beta),
        (a, random) -> Math.exp(GammaVariate.logarithm(a[0], random) - Math.log(a[1])));
  }

  @Override
  public Shape shape() {
    return alpha.shape().broadcast(beta.shape());
  }

  @Override
  public List<Condition> conditions() {
    return List.of(
        Condition.positive("Gamma", "alpha", alpha), Condition.positive("Gamma", "beta", beta));
  }

  @Override
  public Gamma substitute(Map<Expr, Expr> replacements) {
    return new Gamma(alpha.substitute(replacements), beta.substitute(replacements));
  }
}
