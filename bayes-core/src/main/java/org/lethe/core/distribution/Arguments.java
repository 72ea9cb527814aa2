package org.lethe.core.distribution;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoublePredicate;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Program;
import org.lethe.core.expr.Reach;
import org.lethe.core.expr.Shape;
import org.lethe.core.expr.ShapeException;

/** Checks on a distribution's arguments, worded with the distribution's name. */
final class Arguments {

  /** 1 and a few roundings, where a probability of 1 may have come out. */
  private static final double ROUNDED_UP = 1 + 4 * Math.ulp(1.0);

  private Arguments() {}

  /** The broadcast shape of two arguments, none of which is a constant that is no number. */
  static Shape fit(String distribution, String a, Expr x, String b, Expr y) {
    numbers(distribution, a, x);
    numbers(distribution, b, y);
    return fit(distribution, a, x.shape(), b, y.shape());
  }

  static Shape fit(String distribution, String a, Shape x, String b, Shape y) {
    try {
      return x.broadcast(y);
    } catch (ShapeException e) {
      String rule = "%s: %s and %s must have shapes that broadcast, got %s and %s";
      throw new IllegalArgumentException(String.format(rule, distribution, a, b, x, y), e);
    }
  }

  /** The broadcast shape of three arguments. */
  static Shape fit(String distribution, String a, Expr x, String b, Expr y, String c, Expr z) {
    fit(distribution, a, x, b, y);
    fit(distribution, b, y, c, z);
    return x.shape().broadcast(fit(distribution, a, x, c, z)).broadcast(y.shape());
  }

  private static void numbers(String distribution, String argument, Expr value) {
    known(distribution, argument, value, x -> !Double.isNaN(x), "a number");
  }

  /** What must hold of numbers that are known where a law is made, as a constant's. */
  private static void known(
      String distribution, String argument, Expr value, DoublePredicate holds, String rule) {
    if (!Program.isKnown(value)) {
      return;
    }
    for (double x : Program.value(value)) {
      if (!holds.test(x)) {
        Checks.that(false, "%s: %s must be %s, got %s", distribution, argument, rule, x);
      }
    }
  }

  /** A lower bound below an upper one, as far as they are known where a law is made. */
  static void ordered(String distribution, Expr lower, Expr upper) {
    String less = "upper less lower bound";
    known(distribution, less, upper.minus(lower), x -> x > 0, "positive");
  }

  /** Weights that are not all 0, as far as they are known where a law is made. */
  static void someWeight(String distribution, Expr weights) {
    known(distribution, "sum of weights", weights.sum(0), x -> x > 0, "positive");
  }

  /** A condition on numbers, as far as they are known where a law is made. */
  static void known(Condition c) {
    known(c.law(), c.argument(), c.value(), c.rule()::holds, c.rule().toString());
  }

  /** A constant argument that must be finite. */
  static Expr finite(String distribution, String argument, double value) {
    return Expr.constant(Checks.finite(distribution, argument, value));
  }

  /** A constant argument that must be positive and finite. */
  static Expr positive(String distribution, String argument, double value) {
    return Expr.constant(Checks.positiveFinite(distribution, argument, value));
  }

  /** An argument that must be positive, which an unknown of the whole line is not. */
  static void positive(String distribution, String argument, Expr value) {
    known(Condition.positive(distribution, argument, value));
    plainlyPositive(distribution, argument, value);
  }

  /** An argument that may be 0 where that is known; see {@link #positive}. */
  static void notNegative(String distribution, String argument, Expr value) {
    known(Condition.notNegative(distribution, argument, value));
    plainlyPositive(distribution, argument, value);
  }

  private static void plainlyPositive(String distribution, String argument, Expr value) {
    String remedy = "declare that parameter with Support.POSITIVE or a prior there, or exp() of it";
    within(distribution, argument, value, Support.POSITIVE, remedy);
  }

  /** An argument that must be a probability: itself, or 1 where rounding put a known one above. */
  static Expr probability(String distribution, String argument, Expr value) {
    Expr rounded = probabilityKnown(distribution, argument, value);
    String remedy = "declare that parameter with Support.UNIT or a prior there, or sigmoid() of it";
    within(distribution, argument, value, Support.UNIT, remedy);
    return rounded;
  }

  private static Expr probabilityKnown(String distribution, String argument, Expr value) {
    Condition.Rule rule = Condition.Rule.PROBABILITY;
    known(distribution, argument, value, x -> rule.holds(x / ROUNDED_UP), rule.toString());
    boolean rounded =
        Program.isKnown(value) && Arrays.stream(Program.value(value)).anyMatch(x -> x > 1);
    return rounded ? value.min(Expr.constant(1)) : value;
  }

  /** An argument that must be probabilities that sum to 1; see {@link #probability}. */
  static Expr probabilities(String distribution, String argument, Expr value) {
    Expr rounded = probabilityKnown(distribution, argument, value);
    String remedy =
        "declare that parameter with Support.SIMPLEX or a Dirichlet prior, or softmax() of it";
    within(distribution, argument, value, Support.UNIT, remedy);
    return rounded;
  }

  private static void within(
      String distribution, String argument, Expr value, Support support, String remedy) {
    Optional<Reach> found = Reach.of(value);
    if (found.isEmpty()) {
      return;
    }
    Reach reach = found.get();
    Interval inside = (Interval) support;
    Checks.that(
        reach.low() >= inside.low() - reach.rounding()
            && reach.high() <= inside.high() + reach.rounding(),
        "%s: %s must be %s, and parameter '%s' gives it %s: %s",
        distribution,
        argument,
        support.equals(Support.UNIT) ? support.rule() : "positive",
        reach.unknown(),
        Double.isNaN(reach.low())
            ? "roots of negative numbers"
            : "values from " + reach.low() + " to " + reach.high(),
        reach.linear()
            ? remedy
            : "change what is made of it, or where it lives, so that none lies outside");
  }

  /** A constant argument that must be a probability. */
  static Expr probability(String distribution, String argument, double value) {
    return Expr.constant(Checks.inRange(distribution, argument, value, 0, 1));
  }

  /** A constant argument that must be a whole number from 0 up. */
  static Expr count(String distribution, String argument, double value) {
    Checks.that(
        value >= 0 && value == Math.rint(value) && Double.isFinite(value),
        "%s: %s must be a whole number from 0 up, got %s",
        distribution,
        argument,
        value);
    return Expr.constant(value);
  }

  /** An argument that must be a whole number from 0 up. */
  static void count(String distribution, String argument, Expr value) {
    known(Condition.count(distribution, argument, value));
  }

  /** The density where a condition holds, −∞ elsewhere. */
  static Expr inside(Expr condition, Expr logDensity) {
    return condition.where(logDensity, Expr.constant(Double.NEGATIVE_INFINITY));
  }
}
