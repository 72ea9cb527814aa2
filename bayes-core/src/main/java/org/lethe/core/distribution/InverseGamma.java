package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.GammaVariate;

/**
 * The law of 1/y for y ~ Gamma(α, β): log p(x) = α log β − log Γ(α) − (α + 1) log x − β/x for x
 * &gt; 0.
 *
 * @param alpha α &gt; 0, the shape
 * @param beta β &gt; 0, the scale
 */
public record InverseGamma(Expr alpha, Expr beta) implements Distribution {

  public InverseGamma {
    Arguments.fit("InverseGamma", "alpha", alpha, "beta", beta);
    Arguments.positive("InverseGamma", "alpha", alpha);
    Arguments.positive("InverseGamma", "beta", beta);
  }

  /**
   * @throws IllegalArgumentException unless both are positive and finite
   */
  public static InverseGamma of(double alpha, double beta) {
    return new InverseGamma(
        Arguments.positive("InverseGamma", "alpha", alpha),
        Arguments.positive("InverseGamma", "beta", beta));
  }

  /**
   * @throws IllegalArgumentException unless alpha is positive and finite
   */
  public static InverseGamma of(double alpha, Expr beta) {
    return new InverseGamma(Arguments.positive("InverseGamma", "alpha", alpha), beta);
  }

  /**
   * @throws IllegalArgumentException unless beta is positive and finite
   */
  public static InverseGamma of(Expr alpha, double beta) {
    return new InverseGamma(alpha, Arguments.positive("InverseGamma", "beta", beta));
  }

  /**
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static InverseGamma of(Expr alpha, Expr beta) {
    return new InverseGamma(alpha, beta);
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr scaled = alpha.times(beta.log()).minus(beta.over(value));
    return scaled.minus(alpha.plus(1).times(value.log())).minus(alpha.lgamma());
  }

  @Override
  public Support support() {
    return Support.POSITIVE;
  }

  /** β/(α − 1) where α &gt; 1, else ∞. */
  @Override
  public Expr mean() {
    return above(1, beta.over(alpha.minus(1)), Double.POSITIVE_INFINITY);
  }

  /** β²/((α − 1)²(α − 2)) where α &gt; 2, ∞ where 1 &lt; α ≤ 2, else NaN. */
  @Override
  public Expr variance() {
    Expr finite = beta.over(alpha.minus(1)).square().over(alpha.minus(2));
    return above(1, above(2, finite, Double.POSITIVE_INFINITY), Double.NaN);
  }

  private Expr above(double least, Expr moment, double otherwise) {
    return alpha.greaterThan(Expr.constant(least)).where(moment, Expr.constant(otherwise));
  }

  @Override
  public Sampler sampler() {
    return Sampler.elementwise(
        List.of(alpha, beta),
        (a, random) -> Math.exp(Math.log(a[1]) - GammaVariate.logarithm(a[0], random)));
  }

  @Override
  public Shape shape() {
    return alpha.shape().broadcast(beta.shape());
  }

  @Override
  public List<Condition> conditions() {
    return List.of(
        Condition.positive("InverseGamma", "alpha", alpha),
        Condition.positive("InverseGamma", "beta", beta));
  }

  @Override
  public InverseGamma substitute(Map<Expr, Expr> replacements) {
    return new InverseGamma(alpha.substitute(replacements), beta.substitute(replacements));
  }
}
