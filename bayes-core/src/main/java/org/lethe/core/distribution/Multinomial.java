package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.CountVariate;
import org.lethe.core.random.Uniforms;

/**
 * How n independent trials fall into K classes: log P(y) = log n! − Σ log y_k! + Σ y_k log p_k
 * where Σ y_k = n, −∞ elsewhere.
 */
public final class Multinomial implements Distribution {

  private final Expr trials;
  private final Categorical each;

  private Multinomial(Expr trials, Categorical each) {
    Checks.that(
        trials.shape().rank() == 0,
        "Multinomial: trials must be one number a row, got shape %s",
        trials.shape());
    Arguments.count("Multinomial", "trials", trials);
    this.trials = trials;
    this.each = each;
  }

  /**
   * Given n and the law of one trial, such as {@code Categorical.probabilities(p)} or {@code
   * Categorical.logits(ℓ)}.
   *
   * @throws IllegalArgumentException unless the trials are one number a row
   */
  public static Multinomial of(Expr trials, Categorical each) {
    return new Multinomial(trials, each);
  }

  /**
   * Given n and the law of one trial.
   *
   * @throws IllegalArgumentException unless the trials are a whole number from 0 up
   */
  public static Multinomial of(double trials, Categorical each) {
    return new Multinomial(Arguments.count("Multinomial", "trials", trials), each);
  }

  /**
   * {@inheritDoc}
   *
   * @param value [K] or [rows × K]
   */
  @Override
  public Expr logDensity(Expr value) {
    Checks.that(
        value.shape().rank() == 1 && value.shape().size() == each.outcomes(),
        "Multinomial: value must be [%d] a row, got shape %s",
        each.outcomes(),
        value.shape());
    Expr terms = value.times(each.logProbabilities(value)).minus(value.plus(1).lgamma());
    Expr density = trials.plus(1).lgamma().plus(terms.sum(0));
    return Arguments.inside(value.sum(0).equalTo(trials), density);
  }

  @Override
  public Support support() {
    return Support.NATURAL;
  }

  /** np, [K]. */
  @Override
  public Expr mean() {
    return trials.times(each.probabilities());
  }

  /** np(1 − p), [K]. */
  @Override
  public Expr variance() {
    return mean().times(Expr.constant(1).minus(each.probabilities()));
  }

  @Override
  public Sampler sampler() {
    return Sampler.whole(each.outcomes(), List.of(trials, each.probabilities()), Multinomial::draw);
  }

  /** Class by class, binomial among the trials that are left. */
  private static void draw(double[] arguments, Uniforms random, double[] out) {
    double left = arguments[0];
    double mass = 1;
    for (int k = 0; k < out.length - 1; k++) {
      double p = arguments[1 + k];
      out[k] = CountVariate.binomial(left, Math.min(1, p / mass), random);
      left -= out[k];
      mass = Math.max(mass - p, Double.MIN_NORMAL);
    }
    out[out.length - 1] = left;
  }

  @Override
  public Shape shape() {
    return each.probabilities().shape().broadcast(trials.shape());
  }

  @Override
  public List<Condition> conditions() {
    return Condition.and(each.conditions(), Condition.count("Multinomial", "trials", trials));
  }

  @Override
  public List<Condition> conditions(Expr value) {
    Expr left = trials.minus(value.sum(0));
    return Condition.and(
        conditions(),
        new Condition(
            "Multinomial", "trials less the sum of the counts", left, Condition.Rule.ZERO));
  }

  @Override
  public Multinomial substitute(Map<Expr, Expr> replacements) {
    return new Multinomial(trials.substitute(replacements), each.substitute(replacements));
  }
}
