package org.lethe.core.distribution;

import org.lethe.core.expr.Expr;

/**
 * E[X | a ≤ X ≤ b] and its variance: in closed form for Normal, LogNormal, Exponential and Uniform
 * laws, otherwise by {@link QuantileRule} where everything is known. So are those of a Normal where
 * everything is known: a variance in closed form is the difference of numbers near each other where
 * the interval lies α standard deviations out or is w of them wide, and errs by α⁴ or w⁻⁴
 * roundings.
 *
 * <p>Source: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1 (1994), 13.10
 * and 14.
 */
record ConditionalMoments(Expr mean, Expr variance) {

  /** Below, an exponential law over an interval is nearly uniform, and its series is exact. */
  private static final double NEARLY_UNIFORM = 0.1;

  static ConditionalMoments of(Conditional within) {
    if (within.law() instanceof Normal normal) {
      return QuantileRule.applies(within) ? QuantileRule.moments(within) : normal(within, normal);
    }
    if (within.law() instanceof LogNormal logNormal) {
      return logNormal(within, logNormal);
    }
    if (within.law() instanceof Exponential exponential) {
      return exponential(within, exponential);
    }
    if (within.law() instanceof Uniform uniform) {
      return uniform(within, uniform);
    }
    return QuantileRule.moments(within);
  }

  /** h = φ/Z at the bounds: μ + σ(h_a − h_b), σ²[1 + αh_a − βh_b − (h_a − h_b)²]. */
  private static ConditionalMoments normal(Conditional within, Normal law) {
    Expr logMass = within.logMass();
    Expr shift = Expr.constant(0);
    Expr square = Expr.constant(1);
    if (within.lower().isPresent()) {
      Expr a = within.lower().orElseThrow();
      Expr h = law.logDensity(a).minus(logMass).exp().times(law.sd());
      shift = shift.plus(h);
      square = square.plus(h.times(a.minus(law.mean()).over(law.sd())));
    }
    if (within.upper().isPresent()) {
      Expr b = within.upper().orElseThrow();
      Expr h = law.logDensity(b).minus(logMass).exp().times(law.sd());
      shift = shift.minus(h);
      square = square.minus(h.times(b.minus(law.mean()).over(law.sd())));
    }
    return new ConditionalMoments(
        law.mean().plus(law.sd().times(shift)),
        law.sd().square().times(square.minus(shift.square())));
  }

  /** E[Xᵏ] = e^(kμ + k²σ²/2) times the mass of LogNormal(μ + kσ², σ) over the law's own. */
  private static ConditionalMoments logNormal(Conditional within, LogNormal law) {
    Expr first = power(within, law, 1);
    return new ConditionalMoments(first, power(within, law, 2).minus(first.square()));
  }

  private static Expr power(Conditional within, LogNormal law, int k) {
    Expr variance = law.sigma().square();
    LogNormal tilted = LogNormal.of(law.mu().plus(variance.times(k)), law.sigma());
    return law.mu()
        .times(k)
        .plus(variance.times(k * k / 2.0))
        .plus(within.logMass(tilted))
        .minus(within.logMass())
        .exp();
  }

  /** From a on it is itself; over a width w, with x = λw, a + w(1/x − 1/(eˣ − 1)). */
  private static ConditionalMoments exponential(Conditional within, Exponential law) {
    Expr none = Expr.constant(0);
    Expr from = within.lower().map(a -> a.max(none)).orElse(none);
    if (within.upper().isEmpty()) {
      return new ConditionalMoments(
          from.plus(Expr.constant(1).over(law.rate())),
          Expr.constant(1).over(law.rate().square()).plus(from.times(0)));
    }
    Expr width = within.upper().orElseThrow().minus(from);
    Expr x = law.rate().times(width);
    Expr wide = x.greaterThan(Expr.constant(NEARLY_UNIFORM));
    Expr far = x.max(Expr.constant(NEARLY_UNIFORM));
    Expr near = x.min(Expr.constant(NEARLY_UNIFORM));
    Expr n2 = near.square();
    Expr one = Expr.constant(1);
    Expr share = one.over(far).minus(one.over(far.expm1()));
    Expr series = n2.over(-42).plus(1).times(n2).over(60).minus(1).times(near).over(12).plus(0.5);
    Expr down = far.negate().expm1().negate();
    Expr spread = one.over(far.square()).minus(one.over(far.expm1().times(down)));
    Expr even = n2.over(-28.571428571428573).plus(1).times(n2.square()).over(6048);
    Expr flat = even.minus(n2.over(240)).plus(1 / 12.0);
    return new ConditionalMoments(
        from.plus(width.times(wide.where(share, series))),
        width.square().times(wide.where(spread, flat)));
  }

  private static ConditionalMoments uniform(Conditional within, Uniform law) {
    Expr low = law.arguments().get(0);
    Expr high = law.arguments().get(1);
    Expr from = within.lower().map(low::max).orElse(low);
    Expr to = within.upper().map(high::min).orElse(high);
    return new ConditionalMoments(from.plus(to).times(0.5), to.minus(from).square().over(12));
  }
}
