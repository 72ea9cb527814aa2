package org.lethe.core.posterior;

import org.lethe.core.data.Checks;

/**
 * KL(p ‖ q) between Gaussians from their factors alone. With M = L_q⁻¹L_p, lower triangular, and δ
 * = L_q⁻¹(m_p − m_q),
 *
 * <pre>KL = ½[Σ_i (M_ii² − 1 − 2 log M_ii) + Σ_{j&lt;i} M_ij² + |δ|²],</pre>
 *
 * a sum of terms none of which is negative: no traces and log-determinants of nearly equal size are
 * subtracted, so that small divergences keep their digits.
 */
final class GaussianKl {
  private GaussianKl() {}

  static double of(GaussianPosterior p, GaussianPosterior q) {
    double[] shift = p.mean();
    double[] other = q.mean();
    int d = shift.length;
    Checks.that(
        d == other.length, "Gaussian.kl: dimensions must agree, got %d and %d", d, other.length);
    Factor.Triangular from = Factor.Triangular.of(p);
    Factor.Triangular to = Factor.Triangular.of(q);
    double[] a = from.diagonal();
    double[] b = to.diagonal();
    double sum = 0;
    for (int i = 0; i < d; i++) {
      shift[i] -= other[i];
      double e = (a[i] - b[i]) / b[i];
      // M² − 1 − 2 log M at M = 1 + e
      sum += e * e + 2 * (e - Math.log1p(e));
    }
    if (p.structure() != Structure.DIAGONAL || q.structure() != Structure.DIAGONAL) {
      sum += belowDiagonal(from.dense(), to);
    }
    for (double delta : to.solve(shift)) {
      sum += delta * delta;
    }
    return sum / 2;
  }

  /** Σ_{j<i} M_ij², column by column. */
  private static double belowDiagonal(double[][] from, Factor.Triangular to) {
    double sum = 0;
    double[] column = new double[from.length];
    for (int j = 0; j < from.length; j++) {
      for (int i = 0; i < from.length; i++) {
        column[i] = from[i][j];
      }
      double[] solved = to.solve(column);
      for (int i = j + 1; i < solved.length; i++) {
        sum += solved[i] * solved[i];
      }
    }
    return sum;
  }
}
