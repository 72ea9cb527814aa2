package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * A probability distribution whose arguments are expressions. Arguments may differ from row to row,
 * and broadcast against each other and against the value.
 */
public interface Distribution {

  /**
   * log p(value), with respect to Lebesgue or counting measure. A value outside the support is a
   * mistake of the caller where the Javadoc does not say that the density is −∞ there.
   *
   * @param value of a shape that broadcasts against {@link #shape}
   * @return one number for each independent value: elementwise for univariate distributions,
   *     without the last dimension for multivariate ones
   */
  Expr logDensity(Expr value);

  /**
   * E[log p(X)] for X ~ {@code law}, up to a number that does not depend on the arguments of this
   * distribution, elementwise as {@link #logDensity}; empty where there is no closed form. Minus
   * its Hessian where {@code law} is this distribution, held fixed, is the Fisher information.
   *
   * @param law of the same kind
   */
  default Optional<Expr> expectedLogDensity(Distribution law) {
    return Optional.empty();
  }

  /** Where the density is positive. */
  Support support();

  /**
   * What can be observed of it: {@link #support}, with a bound at which there is a density still.
   */
  default Support values() {
    return support();
  }

  /**
   * Why a parameter cannot have it as a prior although its support is continuous; empty where it
   * can.
   */
  default Optional<String> noPrior() {
    return Optional.empty();
  }

  /** What its arguments must be; those that are known are checked before anything is fitted. */
  default List<Condition> conditions() {
    return List.of();
  }

  /**
   * {@link #conditions()}, and what must hold of arguments and a value together for the density not
   * to be 0, as that trials are no fewer than successes.
   *
   * @param value as {@link #logDensity} takes it
   */
  default List<Condition> conditions(Expr value) {
    return conditions();
  }

  /** E[X], of {@link #shape}; NaN where it does not exist. */
  Expr mean();

  /** Var[X] element by element, of {@link #shape}; NaN where it does not exist. */
  Expr variance();

  /**
   * How values are drawn.
   *
   * @throws UnsupportedOperationException if there is nothing to draw from, saying why
   */
  Sampler sampler();

  /** The shape of a value that the arguments alone imply. */
  Shape shape();

  /** The same distribution with nodes of its arguments replaced, as {@link Expr#substitute}. */
  Distribution substitute(Map<Expr, Expr> replacements);
}
