package org.lethe.core.distribution;

import java.util.Map;
import org.apache.commons.math3.special.Gamma;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * The beta distribution, log p(x) = (α − 1) log x + (β − 1) log(1 − x) − log B(α, β) for 0 &lt; x
 * &lt; 1.
 *
 * @param alpha α &gt; 0
 * @param beta β &gt; 0
 */
public record Beta(double alpha, double beta) implements Distribution {

  /** Throws {@link IllegalArgumentException} unless both are positive and finite. */
  public Beta {
    Checks.positiveFinite("Beta", "alpha", alpha);
    Checks.positiveFinite("Beta", "beta", beta);
  }

  /** Beta(α, β); throws {@link IllegalArgumentException} unless both are positive and finite. */
  public static Beta of(double alpha, double beta) {
    return new Beta(alpha, beta);
  }

  @Override
  public Expr logDensity(Expr value) {
    double logNormaliser =
        Gamma.logGamma(alpha) + Gamma.logGamma(beta) - Gamma.logGamma(alpha + beta);
    Expr successes = value.log().times(alpha - 1);
    return successes.plus(value.negate().log1p().times(beta - 1)).minus(logNormaliser);
  }

  @Override
  public Support support() {
    return Support.UNIT;
  }

  /** α/(α + β). */
  @Override
  public Expr mean() {
    return Expr.constant(alpha / (alpha + beta));
  }

  /** αβ/((α + β)²(α + β + 1)). */
  @Override
  public Expr variance() {
    double sum = alpha + beta;
    return Expr.constant(alpha / sum * (beta / sum) / (sum + 1));
  }

  @Override
  public Shape shape() {
    return Shape.scalar();
  }

  @Override
  public Beta substitute(Map<Expr, Expr> replacements) {
    return this;
  }
}
