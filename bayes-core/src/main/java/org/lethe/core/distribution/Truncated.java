package org.lethe.core.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * A distribution given that the value lies between bounds: log p(x) − log P(a ≤ X ≤ b) inside, −∞
 * outside, accurate also where that probability underflows. A parameter with such a prior needs
 * bounds that are numbers, since they set its transform.
 */
public final class Truncated implements Distribution {

  private final Cumulative law;
  private final Bounds bounds;

  private Truncated(Cumulative law, Bounds bounds) {
    this.law = law;
    this.bounds = bounds;
    bounds.lower().ifPresent(l -> fit("lower", l));
    bounds.upper().ifPresent(u -> fit("upper", u));
  }

  private void fit(String name, Expr bound) {
    Arguments.fit("Truncated", "law", law.shape(), name, bound.shape());
  }

  /**
   * Given a ≤ X.
   *
   * @throws IllegalArgumentException unless the bound is finite
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Truncated atLeast(Distribution law, double lower) {
    return new Truncated(closed(law), Bounds.NONE.from("Truncated", lower));
  }

  /**
   * Given a ≤ X.
   *
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Truncated atLeast(Distribution law, Expr lower) {
    return new Truncated(closed(law), Bounds.NONE.from(lower));
  }

  /**
   * Given X ≤ b.
   *
   * @throws IllegalArgumentException unless the bound is finite
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Truncated atMost(Distribution law, double upper) {
    return new Truncated(closed(law), Bounds.NONE.to("Truncated", upper));
  }

  /**
   * Given X ≤ b.
   *
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Truncated atMost(Distribution law, Expr upper) {
    return new Truncated(closed(law), Bounds.NONE.to(upper));
  }

  /**
   * Given a ≤ X ≤ b.
   *
   * @throws IllegalArgumentException unless the bounds are finite and a &lt; b
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Truncated between(Distribution law, double lower, double upper) {
    return new Truncated(closed(law), Bounds.NONE.from("Truncated", lower).to("Truncated", upper));
  }

  /**
   * Given a ≤ X ≤ b.
   *
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Truncated between(Distribution law, Expr lower, Expr upper) {
    return new Truncated(closed(law), Bounds.NONE.from(lower).to(upper));
  }

  private static Cumulative closed(Distribution law) {
    return Cumulative.of("Truncated", law);
  }

  @Override
  public Expr logDensity(Expr value) {
    return Arguments.inside(bounds.contain(value), law.logDensity(value).minus(logMass()));
  }

  /** log P(a ≤ X ≤ b), by the two tails of the side on which less is left over. */
  private Expr logMass() {
    if (bounds.lower().isEmpty()) {
      return law.logCdf(bounds.upper().orElseThrow());
    }
    Expr lower = bounds.lower().orElseThrow();
    if (bounds.upper().isEmpty()) {
      return law.logSurvival(lower);
    }
    Expr upper = bounds.upper().orElseThrow();
    Expr right = law.logCdf(upper).greaterThan(law.logSurvival(lower));
    Expr more = right.where(law.logSurvival(lower), law.logCdf(upper));
    Expr less = right.where(law.logSurvival(upper), law.logCdf(lower));
    return more.plus(LogProbability.complement(more.minus(less)));
  }

  /** The law's, within those bounds that are numbers. */
  @Override
  public Support support() {
    return bounds.within(law.support());
  }

  /** Not offered: throws {@link UnsupportedOperationException}. */
  @Override
  public Expr mean() {
    throw noMoments();
  }

  /** Not offered: throws {@link UnsupportedOperationException}. */
  @Override
  public Expr variance() {
    throw noMoments();
  }

  private UnsupportedOperationException noMoments() {
    return new UnsupportedOperationException(
        "Truncated: moments of a truncated " + Cumulative.name(law) + " are not offered; draw");
  }

  /** The quantile at a mixture of the bounds' probabilities, on the log scale. */
  @Override
  public Sampler sampler() {
    List<Expr> arguments = new ArrayList<>(law.arguments());
    int own = arguments.size();
    Expr none = Expr.constant(Double.NEGATIVE_INFINITY);
    Expr all = Expr.constant(0);
    arguments.add(bounds.lower().map(law::logCdf).orElse(none));
    arguments.add(bounds.upper().map(law::logCdf).orElse(all));
    arguments.add(bounds.lower().map(law::logSurvival).orElse(all));
    arguments.add(bounds.upper().map(law::logSurvival).orElse(none));
    Cumulative.Quantile quantile = law.quantile();
    return Sampler.elementwise(
        arguments,
        (a, random) -> {
          double u = random.next();
          double below = LogProbability.between(a[own], a[own + 1], u);
          double above = LogProbability.between(a[own + 2], a[own + 3], u);
          return quantile.at(Arrays.copyOf(a, own), below, above);
        });
  }

  @Override
  public Optional<String> noPrior() {
    return bounds.noPrior();
  }

  @Override
  public Shape shape() {
    Shape shape = law.shape();
    shape = bounds.lower().map(Expr::shape).map(shape::broadcast).orElse(shape);
    return bounds.upper().map(Expr::shape).map(shape::broadcast).orElse(shape);
  }

  @Override
  public Truncated substitute(Map<Expr, Expr> replacements) {
    return new Truncated(law.substitute(replacements), bounds.substitute(replacements));
  }
}
