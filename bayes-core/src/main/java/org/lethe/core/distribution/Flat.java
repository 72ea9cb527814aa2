package org.lethe.core.distribution;

import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * The flat prior on a support, log p(x) = 0. It is improper where the support is unbounded: such a
 * posterior exists only if the rows make it, and nothing can be drawn before they do.
 *
 * @param support where the density is 1
 */
public record Flat(Support support) implements Distribution {

  /** On any continuous support, such as {@code Support.REAL}. */
  public static Flat on(Support support) {
    return new Flat(support);
  }

  /** A scalar 0, whatever the value. */
  @Override
  public Expr logDensity(Expr value) {
    return Expr.constant(0);
  }

  /** NaN: there is none. */
  @Override
  public Expr mean() {
    return Expr.constant(Double.NaN);
  }

  /** NaN: there is none. */
  @Override
  public Expr variance() {
    return Expr.constant(Double.NaN);
  }

  /** Throws {@link UnsupportedOperationException}. */
  @Override
  public Sampler sampler() {
    throw new UnsupportedOperationException(
        "Flat: a flat prior on "
            + support.name()
            + " is improper, so nothing can be drawn from it");
  }

  /** A scalar; a parameter states its dimensions. */
  @Override
  public Shape shape() {
    return Shape.scalar();
  }

  @Override
  public Flat substitute(Map<Expr, Expr> replacements) {
    return this;
  }
}
