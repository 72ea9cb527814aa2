package org.lethe.core.distribution;

import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * Which of the K intervals between ordered cutpoints c₁ &lt; … &lt; c_{K−1} holds a normal variable
 * of sd 1 around η: P(k) = Φ(c_{k+1} − η) − Φ(c_k − η) for k = 0…K−1 with c₀ = −∞ and c_K = ∞.
 *
 * <p>With a = c_k − η and b = c_{k+1} − η turned to the left of 0, where neither is near 1, log
 * P(k) = log Φ(b) + log(1 − Φ(a)/Φ(b)). Where the interval is narrow this cancels, and P(k) is the
 * density in its middle m times its width w times
 *
 * <pre>Σ_{j ≥ 0} He_2j(m) (w/2)^2j / (2j + 1)!, to j = 5</pre>
 *
 * @param location η, a scalar or [rows]
 * @param cutpoints c, [K − 1] in increasing order, the same for every row
 */
public record OrderedProbit(Expr location, Expr cutpoints) implements Discrete {

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /** Of w·max(1, |m|): below it the terms left out are less than 1e−16 of the first. */
  private static final double NARROW = 0.25;

  private static final int TERMS = 5;

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
    Expr width = cutpoints.slice(1, n + 1).minus(cutpoints.slice(0, n));
    Expr middle = cutpoints.slice(0, n).plus(width.times(0.5)).minus(location);
    Expr one = Expr.constant(1);
    Expr narrow = middle.abs().max(one).times(width).lessThan(Expr.constant(NARROW));
    // not −|m|, whose derivative in 0 is taken for 0, and f'' is lost with it
    Expr left = middle.greaterThan(Expr.constant(0)).where(middle.negate(), middle);
    Expr lower = left.minus(width.times(0.5)).logNormalCdf();
    Expr upper = left.plus(width.times(0.5)).logNormalCdf();
    Expr apart = narrow.where(one, upper.minus(lower));
    Expr wide = upper.plus(LogProbability.complement(apart));
    return narrow.where(series(middle, narrow.where(width, one)), wide);
  }

  /** By He_{j+1} = m He_j − j He_{j−1}. */
  private static Expr series(Expr middle, Expr width) {
    Expr before = Expr.constant(1);
    Expr hermite = middle;
    Expr half = width.times(0.5).square();
    Expr power = Expr.constant(1);
    Expr beyondFirst = Expr.constant(0);
    double factorial = 1;
    for (int j = 1; j <= TERMS; j++) {
      Expr even = middle.times(hermite).minus(before.times(2 * j - 1));
      hermite = middle.times(even).minus(hermite.times(2 * j));
      before = even;
      power = power.times(half);
      factorial *= 2 * j * (2 * j + 1);
      beyondFirst = beyondFirst.plus(even.times(power).over(factorial));
    }
    Expr density = middle.square().times(-0.5).minus(HALF_LOG_TWO_PI);
    return density.plus(width.log()).plus(beyondFirst.log1p());
  }
}
