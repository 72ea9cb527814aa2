package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.CountVariate;
import org.lethe.core.random.GammaVariate;

/**
 * A Poisson count whose rate is a gamma variable of shape φ and mean μ; with δ = log(μ/φ),
 *
 * <pre>log P(y) = log [Γ(y + φ)/(Γ(φ) y!)] − φ log(1 + e^δ) − y log(1 + e^−δ)</pre>
 *
 * <p>By mean μ and dispersion φ (variance μ + μ²/φ; Stan's {@code neg_binomial_2}), or by α = φ and
 * β = φ/μ (Stan's {@code neg_binomial}).
 */
public final class NegativeBinomial implements Distribution {

  private final Expr logOdds;
  private final Expr dispersion;
  private final List<Condition> conditions;

  private NegativeBinomial(Expr logOdds, Expr dispersion, List<Condition> conditions) {
    this.logOdds = logOdds;
    this.dispersion = dispersion;
    this.conditions = conditions;
  }

  /**
   * Given μ &gt; 0 and φ &gt; 0.
   *
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static NegativeBinomial meanDispersion(Expr mean, Expr dispersion) {
    Arguments.fit("NegativeBinomial", "mean", mean, "dispersion", dispersion);
    Arguments.positive("NegativeBinomial", "mean", mean);
    Arguments.positive("NegativeBinomial", "dispersion", dispersion);
    List<Condition> conditions =
        List.of(positive("mean", mean), positive("dispersion", dispersion));
    return new NegativeBinomial(mean.log().minus(dispersion.log()), dispersion, conditions);
  }

  /**
   * Given μ and φ.
   *
   * @throws IllegalArgumentException unless both are positive and finite
   */
  public static NegativeBinomial meanDispersion(double mean, double dispersion) {
    return meanDispersion(
        Arguments.positive("NegativeBinomial", "mean", mean),
        Arguments.positive("NegativeBinomial", "dispersion", dispersion));
  }

  /**
   * Given μ &gt; 0 and φ.
   *
   * @throws IllegalArgumentException unless the dispersion is positive and finite
   */
  public static NegativeBinomial meanDispersion(Expr mean, double dispersion) {
    return meanDispersion(mean, Arguments.positive("NegativeBinomial", "dispersion", dispersion));
  }

  /**
   * Given log μ, any real number, and φ &gt; 0; regression's form.
   *
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static NegativeBinomial logMeanDispersion(Expr logMean, Expr dispersion) {
    Arguments.fit("NegativeBinomial", "logMean", logMean, "dispersion", dispersion);
    Arguments.positive("NegativeBinomial", "dispersion", dispersion);
    List<Condition> conditions = List.of(positive("dispersion", dispersion));
    return new NegativeBinomial(logMean.minus(dispersion.log()), dispersion, conditions);
  }

  /**
   * Given log μ and φ.
   *
   * @throws IllegalArgumentException unless log μ is finite and φ positive and finite
   */
  public static NegativeBinomial logMeanDispersion(double logMean, double dispersion) {
    return logMeanDispersion(
        Arguments.finite("NegativeBinomial", "logMean", logMean),
        Arguments.positive("NegativeBinomial", "dispersion", dispersion));
  }

  /**
   * Given log μ, any real number, and φ.
   *
   * @throws IllegalArgumentException unless the dispersion is positive and finite
   */
  public static NegativeBinomial logMeanDispersion(Expr logMean, double dispersion) {
    return logMeanDispersion(
        logMean, Arguments.positive("NegativeBinomial", "dispersion", dispersion));
  }

  /**
   * Given α &gt; 0 and β &gt; 0; the mean is α/β.
   *
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static NegativeBinomial alphaBeta(Expr alpha, Expr beta) {
    Arguments.fit("NegativeBinomial", "alpha", alpha, "beta", beta);
    Arguments.positive("NegativeBinomial", "alpha", alpha);
    Arguments.positive("NegativeBinomial", "beta", beta);
    List<Condition> conditions = List.of(positive("alpha", alpha), positive("beta", beta));
    return new NegativeBinomial(beta.log().negate(), alpha, conditions);
  }

  /**
   * Given α and β.
   *
   * @throws IllegalArgumentException unless both are positive and finite
   */
  public static NegativeBinomial alphaBeta(double alpha, double beta) {
    return alphaBeta(
        Arguments.positive("NegativeBinomial", "alpha", alpha),
        Arguments.positive("NegativeBinomial", "beta", beta));
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr none = dispersion.times(logOdds.softplus());
    return LogBeta.rising(dispersion, value).minus(none).plus(value.times(logOdds.logSigmoid()));
  }

  @Override
  public Support support() {
    return Support.NATURAL;
  }

  /** μ. */
  @Override
  public Expr mean() {
    return dispersion.times(logOdds.exp());
  }

  /** μ + μ²/φ. */
  @Override
  public Expr variance() {
    return mean().times(logOdds.exp().plus(1));
  }

  @Override
  public Sampler sampler() {
    return Sampler.elementwise(
        List.of(logOdds, dispersion),
        (a, random) -> {
          double logRate = a[0] + GammaVariate.logarithm(a[1], random);
          return CountVariate.poisson(Math.exp(logRate), random);
        });
  }

  @Override
  public Shape shape() {
    return logOdds.shape().broadcast(dispersion.shape());
  }

  private static Condition positive(String argument, Expr value) {
    return Condition.positive("NegativeBinomial", argument, value);
  }

  @Override
  public List<Condition> conditions() {
    return conditions;
  }

  @Override
  public NegativeBinomial substitute(Map<Expr, Expr> replacements) {
    return new NegativeBinomial(
        logOdds.substitute(replacements),
        dispersion.substitute(replacements),
        conditions.stream().map(c -> c.substitute(replacements)).toList());
  }
}
