package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * The uniform distribution, log p(x) = −log(b − a) for a ≤ x ≤ b, −∞ outside. A parameter with such
 * a prior needs bounds that are numbers, since they set its transform; under other bounds the
 * support reads as the real line.
 */
public final class Uniform implements Cumulative {

  private static final Expr ONE = Expr.constant(1);

  private final Expr lower;
  private final Expr upper;
  private final Bounds bounds;

  private Uniform(Bounds bounds) {
    this.lower = bounds.lower().orElseThrow();
    this.upper = bounds.upper().orElseThrow();
    this.bounds = bounds;
    Arguments.fit("Uniform", "lower", lower, "upper", upper);
    conditions().forEach(Arguments::known);
  }

  /**
   * Between a and b.
   *
   * @throws IllegalArgumentException unless both are finite and a &lt; b
   */
  public static Uniform of(double lower, double upper) {
    return new Uniform(Bounds.NONE.from("Uniform", lower).to("Uniform", upper));
  }

  /**
   * Between bounds that differ from row to row or are themselves unknown.
   *
   * @throws IllegalArgumentException when the shapes do not broadcast
   */
  public static Uniform of(Expr lower, Expr upper) {
    return new Uniform(Bounds.NONE.from(lower).to(upper));
  }

  @Override
  public Expr logDensity(Expr value) {
    return Arguments.inside(bounds.contain(value), upper.minus(lower).log().negate());
  }

  @Override
  public Support support() {
    return bounds.within(Support.REAL);
  }

  /** (a + b)/2. */
  @Override
  public Expr mean() {
    return lower.plus(upper).times(0.5);
  }

  /** (b − a)²/12. */
  @Override
  public Expr variance() {
    return upper.minus(lower).square().over(12);
  }

  @Override
  public Expr logCdf(Expr value) {
    return logShare(value.minus(lower), upper.minus(value));
  }

  @Override
  public Expr logSurvival(Expr value) {
    return logShare(upper.minus(value), value.minus(lower));
  }

  /** log of a part of b − a, by what is left of it where that is less. */
  private Expr logShare(Expr part, Expr rest) {
    Expr width = upper.minus(lower);
    Expr zero = Expr.constant(0);
    Expr share = part.max(zero).over(width);
    Expr missing = rest.max(zero).over(width);
    return share.greaterThan(missing).where(missing.min(ONE).negate().log1p(), share.log());
  }

  @Override
  public Expr logMass(Expr from, Expr to) {
    Expr shared = to.min(upper).minus(from.max(lower)).max(Expr.constant(0));
    return shared.log().minus(upper.minus(lower).log());
  }

  @Override
  public List<Expr> arguments() {
    return List.of(lower, upper);
  }

  @Override
  public Quantile quantile() {
    return (a, below, above) ->
        below < above
            ? a[0] + (a[1] - a[0]) * Math.exp(below)
            : a[1] - (a[1] - a[0]) * Math.exp(above);
  }

  @Override
  public Optional<String> noPrior() {
    return bounds.noPrior();
  }

  @Override
  public Shape shape() {
    return lower.shape().broadcast(upper.shape());
  }

  @Override
  public List<Condition> conditions() {
    return List.of(Condition.positive("Uniform", "upper less lower bound", upper.minus(lower)));
  }

  @Override
  public List<Condition> conditions(Expr value) {
    return Condition.and(conditions(), bounds.conditions("Uniform", value));
  }

  @Override
  public Uniform substitute(Map<Expr, Expr> replacements) {
    return new Uniform(bounds.substitute(replacements));
  }
}
