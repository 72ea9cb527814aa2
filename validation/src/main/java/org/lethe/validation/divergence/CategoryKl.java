package org.lethe.validation.divergence;

import org.lethe.core.data.Checks;

/**
 * KL(p ‖ q) = Σ p ln(p/q) between two distributions over K levels, added as Σ [p ln(p/q) − p + q]:
 * the extra terms sum to zero, and each summand is then at least zero and keeps its relative
 * precision where p and q nearly agree or are tiny.
 */
final class CategoryKl {
  private CategoryKl() {}

  /** In nats; ∞ where q gives no probability to a level that p does. */
  static double of(double[] p, double[] q) {
    Checks.that(
        p.length == q.length,
        "CategoryKl: both must have the same levels, got %s and %s",
        p.length,
        q.length);
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      sum += term(p[k], q[k]);
    }
    return sum;
  }

  private static double term(double p, double q) {
    if (p == 0) {
      return q;
    }
    if (q == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double near = (q - p) / p;
    return p * excess(Math.abs(near) < 0.5 ? Math.log1p(near) : Math.log(q) - Math.log(p));
  }

  /** eᵈ − 1 − d, by its series where that cancels; d is ln(q/p). */
  static double excess(double d) {
    if (Math.abs(d) > 0.1) {
      return Math.expm1(d) - d;
    }
    double sum = 0;
    double power = d;
    for (int k = 2; k <= 12; k++) {
      power *= d / k;
      sum += power;
    }
    return sum;
  }
}
