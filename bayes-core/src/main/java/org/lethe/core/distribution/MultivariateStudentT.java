package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.GammaVariate;

/**
 * The multivariate t distribution (Kotz and Nadarajah 2004): x = μ + √(ν/χ²)(y − μ) with y ~ N(μ,
 * Σ) and χ² of ν degrees. With L z = x − μ and Σ = LLᵀ
 *
 * <pre>
 * log p(x) = log Γ((ν+k)/2) − log Γ(ν/2) − (k/2) log νπ − Σ log L_ii − (ν+k)/2 · log(1 + zᵀz/ν)
 * </pre>
 *
 * <p>Σ is no covariance: that is Σ ν/(ν−2). Location and Σ are given as those of the normal, by Σ,
 * its factor or its inverse:
 *
 * <pre>{@code
 * MultivariateStudentT.of(4, MultivariateNormal.ofCholesky(mu, factor))
 * }</pre>
 *
 * @param degrees ν &gt; 0, one number or one a row
 * @param normal N(μ, Σ), the limit of many degrees
 */
public record MultivariateStudentT(Expr degrees, MultivariateNormal normal)
    implements Distribution {

  private static final String NAME = "MultivariateStudentT";

  public MultivariateStudentT {
    Checks.that(
        degrees.shape().rank() == 0,
        "%s: degrees must be one number, or one a row, got shape %s",
        NAME,
        degrees.shape());
    Checks.that(
        !degrees.shape().rows() || normal.mean().shape().rank() == 1,
        "%s: degrees of rows need a mean that is a vector, got shape %s",
        NAME,
        normal.mean().shape());
    Arguments.positive(NAME, "degrees", degrees);
  }

  /**
   * @throws IllegalArgumentException unless the degrees are positive and finite
   */
  public static MultivariateStudentT of(double degrees, MultivariateNormal normal) {
    return new MultivariateStudentT(Arguments.positive(NAME, "degrees", degrees), normal);
  }

  /**
   * @throws IllegalArgumentException unless the degrees are one number, or one a row
   */
  public static MultivariateStudentT of(Expr degrees, MultivariateNormal normal) {
    return new MultivariateStudentT(degrees, normal);
  }

  /**
   * {@inheritDoc}
   *
   * @param value [k] or [rows × k]; or [m × k] of m independent ones
   * @return a scalar or [rows]; or [m]
   */
  @Override
  public Expr logDensity(Expr value) {
    int k = normal.size();
    Expr tail = normal.squaredDistance(NAME, value).over(degrees).log1p();
    return gammaRatio(degrees.times(0.5), k / 2.0)
        .minus(normal.logVolume())
        .minus(tail.times(degrees.plus(k).times(0.5)));
  }

  /** log Γ(a + h) − log Γ(a) − h log a, by Stirling's formula and what it leaves over. */
  private static Expr gammaRatio(Expr a, double h) {
    Expr power = Expr.constant(h).over(a).log1p().times(a.plus(h - 0.5)).minus(h);
    return power.plus(a.plus(h).stirlingRemainder()).minus(a.stirlingRemainder());
  }

  @Override
  public Support support() {
    return Support.REAL;
  }

  /** μ where ν &gt; 1, else NaN. */
  @Override
  public Expr mean() {
    return perNumber(degrees)
        .greaterThan(Expr.constant(1))
        .where(normal.mean(), Expr.constant(Double.NaN));
  }

  /** The diagonal of Σ ν/(ν − 2) where ν &gt; 2, ∞ where 1 &lt; ν ≤ 2, else NaN. */
  @Override
  public Expr variance() {
    Expr nu = perNumber(degrees);
    Expr finite = normal.variance().times(nu.over(nu.minus(2)));
    Expr infinite = Expr.constant(Double.POSITIVE_INFINITY);
    Expr heavy = nu.greaterThan(Expr.constant(1)).where(infinite, Expr.constant(Double.NaN));
    return nu.greaterThan(Expr.constant(2)).where(finite, heavy);
  }

  /** Of a shape that repeats along a vector, in each row. */
  private static Expr perNumber(Expr degrees) {
    return degrees.reshape(1);
  }

  @Override
  public Sampler sampler() {
    int k = normal.size();
    return Sampler.whole(
        normal.shape().size(),
        List.of(normal.mean(), normal.factor(), degrees),
        (arguments, random, out) -> {
          double half = arguments[arguments.length - 1] / 2;
          for (int from = 0; from < out.length; from += k) {
            MultivariateNormal.draw(arguments, random, out, from, k);
            double chi = GammaVariate.logarithm(half, random);
            double spread = Math.exp((Math.log(half) - chi) / 2);
            for (int i = from; i < from + k; i++) {
              out[i] = arguments[i] + spread * (out[i] - arguments[i]);
            }
          }
        });
  }

  @Override
  public Shape shape() {
    Shape shape = normal.shape();
    return shape.withRows(shape.rows() || degrees.shape().rows());
  }

  @Override
  public List<Condition> conditions() {
    return Condition.and(normal.conditions(), Condition.positive(NAME, "degrees", degrees));
  }

  @Override
  public MultivariateStudentT substitute(Map<Expr, Expr> replacements) {
    return new MultivariateStudentT(
        degrees.substitute(replacements), normal.substitute(replacements));
  }
}
