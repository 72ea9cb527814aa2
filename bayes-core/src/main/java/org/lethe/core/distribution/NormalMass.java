package org.lethe.core.distribution;

import org.lethe.core.expr.Expr;

/**
 * The probability that a standard normal gives to an interval, from its ends a and b and its width
 * w.
 *
 * <p>Turned to the left of 0, where neither tail is near 1, log P = log Φ(b) + log(1 − Φ(a)/Φ(b)).
 * Where the interval is narrow this cancels, and P is the density in its middle m times its width
 * times
 *
 * <pre>Σ_{j ≥ 0} He_2j(m) (w/2)^2j / (2j + 1)!, to j = 5</pre>
 */
final class NormalMass {

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /** Of w·max(1, |m|): below it the terms left out are less than 1e−16 of the first. */
  private static final double NARROW = 0.25;

  private static final int TERMS = 5;

  private NormalMass() {}

  /**
   * log P, elementwise.
   *
   * @param width b − a ≥ 0, from where their difference was still exact
   */
  static Expr log(Expr a, Expr b, Expr width) {
    Expr zero = Expr.constant(0);
    Expr one = Expr.constant(1);
    Expr middle = a.plus(width.times(0.5));
    Expr narrow = middle.abs().max(one).times(width).lessThan(Expr.constant(NARROW));
    // not by |m|, whose derivative in 0 is taken for 0, and f'' is lost with it
    Expr right = a.plus(b).greaterThan(zero);
    Expr lower = right.where(b.negate(), a).logNormalCdf();
    Expr upper = right.where(a.negate(), b).logNormalCdf();
    Expr apart = narrow.where(one, upper.minus(lower));
    Expr wide = upper.plus(LogProbability.complement(apart));
    return narrow.where(series(narrow.where(middle, zero), narrow.where(width, one)), wide);
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
