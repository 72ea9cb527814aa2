package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Expr;

/** A univariate distribution whose distribution function F and its inverse have closed forms. */
public interface Cumulative extends Distribution {

  /** log F(value) = log P(X ≤ value), element by element; 0 above the support, −∞ below. */
  Expr logCdf(Expr value);

  /** log(1 − F(value)), accurate where F is close to 1. */
  Expr logSurvival(Expr value);

  /**
   * log P(lower ≤ X ≤ upper), accurate also where the interval is narrow or far out; −∞ where it is
   * empty or outside the support.
   */
  Expr logMass(Expr lower, Expr upper);

  /**
   * A law that another one needs the distribution function of.
   *
   * @throws UnsupportedOperationException if it has no closed form
   */
  static Cumulative of(String user, Distribution law) {
    if (law instanceof Cumulative closed) {
      return closed;
    }
    throw new UnsupportedOperationException(
        user + ": the distribution function of " + name(law) + " has no closed form here");
  }

  /** What a message calls a law. */
  static String name(Distribution law) {
    return law.getClass().getSimpleName();
  }

  /** What {@link #quantile} takes, each of them repeating to the value's shape. */
  List<Expr> arguments();

  /** F⁻¹ on numbers. */
  Quantile quantile();

  @Override
  Cumulative substitute(Map<Expr, Expr> replacements);

  @Override
  default Sampler sampler() {
    Quantile quantile = quantile();
    return Sampler.elementwise(
        arguments(),
        (a, random) -> {
          double u = random.next();
          return quantile.at(a, Math.log(u), Math.log1p(-u));
        });
  }

  /** The inverse of a distribution function, by logarithms: far tails have no other address. */
  @FunctionalInterface
  interface Quantile {

    /**
     * The x at which log F(x) = below and log(1 − F(x)) = above; the two agree.
     *
     * @param arguments one number each, in the order of {@link Cumulative#arguments}
     */
    double at(double[] arguments, double below, double above);
  }
}
