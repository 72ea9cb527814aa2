package org.lethe.core.distribution;

import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * Which of the K intervals between ordered cutpoints c₁ &lt; … &lt; c_{K−1} holds a normal variable
 * of sd 1 around η: P(k) = Φ(c_{k+1} − η) − Φ(c_k − η) for k = 0…K−1 with c₀ = −∞ and c_K = ∞.
 *
 * <p>Intervals that end on both sides have the mass that {@link NormalMass} computes.
 *
 * @param location η, a scalar or [rows]
 * @param cutpoints c, [K − 1] in increasing order, the same for every row
 */
public record OrderedProbit(Expr location, Expr cutpoints) implements Discrete {

  public OrderedProbit {
    Cutpoints.check("OrderedProbit", location, cutpoints);
  }

  /**
   * @throws IllegalArgumentException unless the location is one number a row and the cutpoints are
   *     a vector without rows, and if they plainly need not increase, as a parameter that is not of
   *     {@link Support#ORDERED}
   */
  public static OrderedProbit of(Expr location, Expr cutpoints) {
    return new OrderedProbit(location, cutpoints);
  }

  /**
   * @throws IllegalArgumentException unless the cutpoints are finite and increase
   */
  public static OrderedProbit of(Expr location, double... cutpoints) {
    return new OrderedProbit(location, Cutpoints.of("OrderedProbit", cutpoints));
  }

  @Override
  public Expr logDensity(Expr value) {
    return Cutpoints.pick("OrderedProbit", value, logProbabilities());
  }

  @Override
  public Expr probabilities() {
    return logProbabilities().exp();
  }

  @Override
  public int outcomes() {
    return cutpoints.shape().size() + 1;
  }

  /** One outcome: a scalar, or [rows]. */
  @Override
  public Shape shape() {
    return location.shape();
  }

  @Override
  public OrderedProbit substitute(Map<Expr, Expr> replacements) {
    return new OrderedProbit(location.substitute(replacements), cutpoints.substitute(replacements));
  }

  private Expr logProbabilities() {
    int last = cutpoints.shape().size() - 1;
    Expr first = cutpoints.at(0).minus(location).logNormalCdf();
    Expr beyond = location.minus(cutpoints.at(last)).logNormalCdf();
    return Expr.concat(first, between(last), beyond);
  }

  /** log P(k) of the n intervals that end on both sides. */
  private Expr between(int n) {
    Expr lower = cutpoints.slice(0, n);
    Expr upper = cutpoints.slice(1, n + 1);
    return NormalMass.log(lower.minus(location), upper.minus(location), upper.minus(lower));
  }
}
