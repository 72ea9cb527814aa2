package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;

/**
 * A lower and an upper bound, either of which may be missing.
 *
 * @param lower where there is one
 * @param upper where there is one
 * @param low its number where it is known, else −∞
 * @param high its number where it is known, else ∞
 */
record Bounds(Optional<Expr> lower, Optional<Expr> upper, double low, double high) {

  static final Bounds NONE =
      new Bounds(
          Optional.empty(), Optional.empty(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  Bounds from(Expr bound) {
    return new Bounds(Optional.of(bound), upper, low, high);
  }

  Bounds to(Expr bound) {
    return new Bounds(lower, Optional.of(bound), low, high);
  }

  Bounds from(String law, double bound) {
    return new Bounds(Optional.of(Arguments.finite(law, "lower", bound)), upper, bound, high)
        .checked(law);
  }

  Bounds to(String law, double bound) {
    return new Bounds(lower, Optional.of(Arguments.finite(law, "upper", bound)), low, bound)
        .checked(law);
  }

  private Bounds checked(String law) {
    Checks.that(low < high, "%s: lower must be below upper, got %s and %s", law, low, high);
    return this;
  }

  /** A parameter's transform needs numbers. */
  Optional<String> noPrior() {
    boolean known =
        lower.isPresent() == Double.isFinite(low) && upper.isPresent() == Double.isFinite(high);
    return known ? Optional.empty() : Optional.of("its bounds must be numbers");
  }

  /** 1 where a value is neither below nor above, else 0. */
  Expr contain(Expr value) {
    Expr above = lower.map(value::atLeast).orElse(Expr.constant(1));
    Expr below = upper.map(u -> u.atLeast(value)).orElse(Expr.constant(1));
    return above.times(below);
  }

  /** That a value lies between them. */
  List<Condition> conditions(String law, Expr value) {
    return Stream.concat(
            lower.stream()
                .map(l -> Condition.notNegative(law, "value less lower bound", value.minus(l))),
            upper.stream()
                .map(u -> Condition.notNegative(law, "upper bound less value", u.minus(value))))
        .toList();
  }

  /** What of an interval lies between the bounds that are known. */
  Support within(Support support) {
    if (support instanceof Interval i && (low > i.low() || high < i.high())) {
      return new Interval(Math.max(low, i.low()), Math.min(high, i.high()), true);
    }
    return support;
  }

  Bounds substitute(Map<Expr, Expr> replacements) {
    return new Bounds(
        lower.map(e -> e.substitute(replacements)),
        upper.map(e -> e.substitute(replacements)),
        low,
        high);
  }
}
