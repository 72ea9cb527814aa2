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
    return p * excess((q - p) / p);
  }

  /** r − ln(1 + r) for r &gt; −1, by its series where the two cancel. */
  static double excess(double r) {
    if (Math.abs(r) > 0.01) {
      return r - Math.log1p(r);
    }
    double sum = 0;
    double power = r * r;
    for (int k = 2; k <= 10; k++) {
      sum += power / k;
      power *= -r;
    }
    return sum;
  }
}
