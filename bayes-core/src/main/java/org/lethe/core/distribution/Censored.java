package org.lethe.core.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * What is observed of X where values beyond bounds are only known to be beyond: a for X ≤ a, b for
 * X ≥ b, else X. At the bounds the density is the probability P(X ≤ a) or P(X ≥ b), between them
 * p(x), outside −∞; so this is a law of observations, not a prior.
 */
public final class Censored implements Distribution {

  private final Cumulative law;
  private final Bounds bounds;

  private Censored(Cumulative law, Bounds bounds) {
    this.law = law;
    this.bounds = bounds;
    bounds.lower().ifPresent(l -> fit("lower", l));
    bounds.upper().ifPresent(u -> fit("upper", u));
  }

  private void fit(String name, Expr bound) {
    Arguments.fit("Censored", "law", law.shape(), name, bound.shape());
  }

  /**
   * Where values below a number read as it.
   *
   * @throws IllegalArgumentException unless the bound is finite
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Censored below(Distribution law, double lower) {
    return new Censored(closed(law), Bounds.NONE.from("Censored", lower));
  }

  /**
   * Where values below a bound, such as a column, read as it.
   *
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Censored below(Distribution law, Expr lower) {
    return new Censored(closed(law), Bounds.NONE.from(lower));
  }

  /**
   * Where values above a number read as it.
   *
   * @throws IllegalArgumentException unless the bound is finite
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Censored above(Distribution law, double upper) {
    return new Censored(closed(law), Bounds.NONE.to("Censored", upper));
  }

  /**
   * Where values above a bound, such as a column of times of follow-up, read as it.
   *
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Censored above(Distribution law, Expr upper) {
    return new Censored(closed(law), Bounds.NONE.to(upper));
  }

  /**
   * Where values beyond two numbers read as the nearer one.
   *
   * @throws IllegalArgumentException unless the bounds are finite and a &lt; b
   * @throws UnsupportedOperationException if the law's distribution function has no closed form
   */
  public static Censored between(Distribution law, double lower, double upper) {
    return new Censored(closed(law), Bounds.NONE.from("Censored", lower).to("Censored", upper));
  }

  private static Cumulative closed(Distribution law) {
    return Cumulative.of("Censored", law);
  }

  @Override
  public Expr logDensity(Expr value) {
    Expr density = law.logDensity(value);
    if (bounds.upper().isPresent()) {
      Expr upper = bounds.upper().orElseThrow();
      density = value.atLeast(upper).where(law.logSurvival(upper), density);
    }
    if (bounds.lower().isPresent()) {
      Expr lower = bounds.lower().orElseThrow();
      density = lower.atLeast(value).where(law.logCdf(lower), density);
    }
    return Arguments.inside(bounds.contain(value), density);
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
        "Censored: moments of a censored " + Cumulative.name(law) + " are not offered; draw");
  }

  @Override
  public Sampler sampler() {
    Sampler inner = law.sampler();
    List<Expr> arguments = new ArrayList<>(inner.arguments());
    int own = arguments.size();
    arguments.add(bounds.lower().orElse(Expr.constant(Double.NEGATIVE_INFINITY)));
    arguments.add(bounds.upper().orElse(Expr.constant(Double.POSITIVE_INFINITY)));
    return new Sampler(
        arguments,
        true,
        1,
        (a, random, out) -> {
          inner.draw().into(Arrays.copyOf(a, own), random, out);
          out[0] = Math.min(Math.max(out[0], a[own]), a[own + 1]);
        });
  }

  @Override
  public Optional<String> noPrior() {
    return Optional.of("it has mass at its bounds, as observations have and no parameter");
  }

  @Override
  public Shape shape() {
    Shape shape = law.shape();
    shape = bounds.lower().map(Expr::shape).map(shape::broadcast).orElse(shape);
    return bounds.upper().map(Expr::shape).map(shape::broadcast).orElse(shape);
  }

  @Override
  public Censored substitute(Map<Expr, Expr> replacements) {
    return new Censored(law.substitute(replacements), bounds.substitute(replacements));
  }
}
