package org.lethe.validation.divergence;

import org.lethe.core.posterior.NormalPredictive;

/** KL between normal predictions, ½[v_p/v_q + (m_p − m_q)²/v_q − 1 − ln(v_p/v_q)] a row. */
final class NormalKl {
  private NormalKl() {}

  static Estimate between(NormalPredictive p, NormalPredictive q) {
    double sum = 0;
    int n = p.mean().length;
    for (int i = 0; i < n; i++) {
      double gap = p.mean()[i] - q.mean()[i];
      double excess = p.variance()[i] / q.variance()[i] - 1;
      sum += (excess - Math.log1p(excess) + gap * gap / q.variance()[i]) / 2;
    }
    return Estimate.exact(sum / n, "from normal predictive densities");
  }
}
