package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.GammaVariate;

/**
 * The beta distribution, log p(x) = (α − 1) log x + (β − 1) log(1 − x) − log B(α, β) for 0 &lt; x
 * &lt; 1.
 *
 * @param alpha α &gt; 0
 * @param beta β &gt; 0
 */
public record Beta(Expr alpha, Expr beta) implements Distribution {

  public Beta {
    Arguments.fit("Beta", "alpha", alpha, "beta", beta);
    Arguments.positive("Beta", "alpha", alpha);
    Arguments.positive("Beta", "beta", beta);
  }

  /**
   * @throws IllegalArgumentException unless both are positive and finite
   */
  public static Beta of(double alpha, double beta) {
    return new Beta(
        Arguments.positive("Beta", "alpha", alpha), Arguments.positive("Beta", "beta", beta));
  }

  /**
   * @throws IllegalArgumentException unless alpha is positive and finite
   */
  public static Beta of(double alpha, Expr beta) {
    return new Beta(Arguments.positive("Beta", "alpha", alpha), beta);
  }

  /**
   * @throws IllegalArgumentException unless beta is positive and finite
   */
  public static Beta of(Expr alpha, double beta) {
    return new Beta(alpha, Arguments.positive("Beta", "beta", beta));
  }

  /**
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static Beta of(Expr alpha, Expr beta) {
    return new Beta(alpha, beta);
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr successes = alpha.minus(1).times(value.log());
    Expr failures = beta.minus(1).times(value.negate().log1p());
    return successes.plus(failures).minus(LogBeta.of(alpha, beta));
  }

  @Override
  public Support support() {
    return Support.UNIT;
  }

  /** α/(α + β). */
  @Override
  public Expr mean() {
    return alpha.over(alpha.plus(beta));
  }

  /** αβ/((α + β)²(α + β + 1)). */
  @Override
  public Expr variance() {
    return mean().times(beta.over(alpha.plus(beta))).over(alpha.plus(beta).plus(1));
  }

  @Override
  public Sampler sampler() {
    return Sampler.elementwise(
        List.of(alpha, beta),
        (a, random) -> 1 / (1 + Math.exp(-GammaVariate.betaLogit(a[0], a[1], random))));
  }

  @Override
  public Shape shape() {
    return alpha.shape().broadcast(beta.shape());
  }

  @Override
  public List<Condition> conditions() {
    return List.of(
        Condition.positive("Beta", "alpha", alpha), Condition.positive("Beta", "beta", beta));
  }

  @Override
  public Beta substitute(Map<Expr, Expr> replacements) {
    return new Beta(alpha.substitute(replacements), beta.substitute(replacements));
  }
}
