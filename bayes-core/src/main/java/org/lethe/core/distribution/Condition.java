package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import org.lethe.core.expr.Expr;

/**
 * What must hold of a number that a law is given, for a density to exist or not to be 0.
 *
 * @param law that asks for it, as messages call it
 * @param argument which of its arguments, or what is made of an argument and the value
 * @param value the number or numbers themselves
 * @param rule what each of them must be
 */
public record Condition(String law, String argument, Expr value, Rule rule) {

  /** What a number must be. */
  public enum Rule {
    /** 0 &lt; x &lt; ∞. */
    POSITIVE("positive and finite", x -> x > 0 && x < Double.POSITIVE_INFINITY),
    /** 0 ≤ x &lt; ∞. */
    NOT_NEGATIVE("at least 0 and finite", x -> x >= 0 && x < Double.POSITIVE_INFINITY),
    /** 0 ≤ x ≤ 1. */
    PROBABILITY("between 0 and 1", x -> x >= 0 && x <= 1),
    /** 0 &lt; x ≤ 1. */
    POSITIVE_PROBABILITY("above 0 and at most 1", x -> x > 0 && x <= 1),
    /** 0, 1, 2, …. */
    COUNT("a whole number from 0 up", Support.NATURAL::contains),
    /** x = 0. */
    ZERO("0", x -> x == 0);

    private final String words;
    private final DoublePredicate holds;

    Rule(String words, DoublePredicate holds) {
      this.words = words;
      this.holds = holds;
    }

    /** Whether it holds. */
    public boolean holds(double x) {
      return holds.test(x);
    }

    /** To end "must be …". */
    @Override
    public String toString() {
      return words;
    }
  }

  /** The same of a value with nodes replaced. */
  Condition substitute(Map<Expr, Expr> replacements) {
    return new Condition(law, argument, value.substitute(replacements), rule);
  }

  static Condition positive(String law, String argument, Expr value) {
    return new Condition(law, argument, value, Rule.POSITIVE);
  }

  static Condition notNegative(String law, String argument, Expr value) {
    return new Condition(law, argument, value, Rule.NOT_NEGATIVE);
  }

  static Condition probability(String law, String argument, Expr value) {
    return new Condition(law, argument, value, Rule.PROBABILITY);
  }

  static Condition count(String law, String argument, Expr value) {
    return new Condition(law, argument, value, Rule.COUNT);
  }

  static List<Condition> and(List<Condition> some, Condition... more) {
    return and(some, List.of(more));
  }

  static List<Condition> and(List<Condition> some, List<Condition> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
