package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.CountVariate;
import org.lethe.core.random.GammaVariate;
import org.lethe.core.random.Uniforms;

/**
 * How many of n trials succeed when their probability is a draw of Beta(α, β):
 *
 * <pre>log P(y) = log C(n, y) + log B(y + α, n − y + β) − log B(α, β)</pre>
 *
 * <p>for y = 0…n, −∞ beyond.
 *
 * @param trials n
 * @param alpha α &gt; 0
 * @param beta β &gt; 0
 */
public record BetaBinomial(Expr trials, Expr alpha, Expr beta) implements Distribution {

  public BetaBinomial {
    Arguments.fit("BetaBinomial", "trials", trials, "alpha", alpha, "beta", beta);
    Arguments.count("BetaBinomial", "trials", trials);
    Arguments.positive("BetaBinomial", "alpha", alpha);
    Arguments.positive("BetaBinomial", "beta", beta);
  }

  /**
   * @throws IllegalArgumentException unless the trials are a whole number from 0 up and alpha and
   *     beta positive and finite
   */
  public static BetaBinomial of(double trials, double alpha, double beta) {
    return new BetaBinomial(
        Arguments.count("BetaBinomial", "trials", trials),
        Arguments.positive("BetaBinomial", "alpha", alpha),
        Arguments.positive("BetaBinomial", "beta", beta));
  }

  /**
   * @throws IllegalArgumentException unless the trials are a whole number from 0 up
   */
  public static BetaBinomial of(double trials, Expr alpha, Expr beta) {
    return new BetaBinomial(Arguments.count("BetaBinomial", "trials", trials), alpha, beta);
  }

  /**
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static BetaBinomial of(Expr trials, Expr alpha, Expr beta) {
    return new BetaBinomial(trials, alpha, beta);
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr y = value.min(trials);
    Expr successes = LogBeta.of(y.plus(alpha), trials.minus(y).plus(beta));
    Expr density = LogBeta.choose(trials, y).plus(successes).minus(LogBeta.of(alpha, beta));
    return Arguments.inside(trials.atLeast(value), density);
  }

  @Override
  public Support support() {
    return Support.NATURAL;
  }

  /** nα/(α + β). */
  @Override
  public Expr mean() {
    return trials.times(success().mean());
  }

  /** nαβ(α + β + n)/((α + β)²(α + β + 1)). */
  @Override
  public Expr variance() {
    return trials.times(success().variance()).times(alpha.plus(beta).plus(trials));
  }

  private Beta success() {
    return new Beta(alpha, beta);
  }

  @Override
  public Sampler sampler() {
    return Sampler.elementwise(List.of(trials, alpha, beta), BetaBinomial::draw);
  }

  private static double draw(double[] a, Uniforms random) {
    double logit = GammaVariate.betaLogit(a[1], a[2], random);
    return CountVariate.binomial(a[0], 1 / (1 + Math.exp(-logit)), random);
  }

  @Override
  public Shape shape() {
    return trials.shape().broadcast(alpha.shape().broadcast(beta.shape()));
  }

  @Override
  public List<Condition> conditions() {
    return List.of(
        Condition.count("BetaBinomial", "trials", trials),
        Condition.positive("BetaBinomial", "alpha", alpha),
        Condition.positive("BetaBinomial", "beta", beta));
  }

  @Override
  public List<Condition> conditions(Expr value) {
    return Condition.and(
        conditions(),
        Condition.count("BetaBinomial", "trials less the observed count", trials.minus(value)));
  }

  @Override
  public BetaBinomial substitute(Map<Expr, Expr> replacements) {
    return new BetaBinomial(
        trials.substitute(replacements),
        alpha.substitute(replacements),
        beta.substitute(replacements));
  }
}
