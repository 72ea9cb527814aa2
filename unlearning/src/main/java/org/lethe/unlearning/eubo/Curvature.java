package org.lethe.unlearning.eubo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.lethe.core.data.Edit;
import org.lethe.core.expr.Affine;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.FlowPosterior;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.UnboundedObjectiveException;

/**
 * The alarm of "catastrophic unlearning": the smallest eigenvalue of Λ_q + E_q[Σ wᵢ gᵢ ∇²hᵢ], h =
 * −log p(z | θ), at q = q(θ | D); for forgotten rows alone Λ_q − E_q[Σ_{D_e} g ∇²h]. Where q is
 * Gaussian and the log-likelihood is quadratic and has no gate, the objective is bounded if and
 * only if it is positive; elsewhere it is an alarm.
 *
 * @param smallest the eigenvalue, in units of the inverse square of the parameters, or of ε where q
 *     is a flow
 * @param widens whether the edited rows' curvature along the axes of q sums to less than 0, so that
 *     the posterior should widen; false where the matrix was not formed
 * @param conclusive whether it decides that the objective is unbounded
 * @param whitened where it is conclusive, the matrix in the frame of q
 * @param rowHessianProducts what it cost
 */
record Curvature(
    double smallest,
    boolean widens,
    boolean conclusive,
    Optional<DMatrixRMaj> whitened,
    long rowHessianProducts) {

  /** A smooth gate that forgets well keeps .9 and more; those seen to do harm, .84 and less. */
  private static final double NARROWEST = 0.85;

  private static final int DRAWS = 64;

  static Curvature of(VariationalPosterior q, Gate gate, Edit edit, Run run) {
    Model model = q.model();
    boolean quadratic = Affine.isQuadratic(model.logLikelihood(), model.theta());
    boolean plain = gate.isOpen(model.dimension());
    boolean normal = q instanceof GaussianPosterior;
    int draws = quadratic && plain && normal ? 1 : DRAWS;
    try (EditedPrecision precision = EditedPrecision.of(q, gate, edit, draws, run)) {
      Optional<DMatrixRMaj> whitened =
          model.dimension() <= EditedPrecision.DENSE
              ? Optional.of(precision.whitened())
              : Optional.empty();
      return new Curvature(
          precision.smallestEigenvalue(whitened),
          whitened.isPresent() && CommonOps_DDRM.trace(whitened.get()) < model.dimension(),
          draws == 1,
          draws == 1 ? Optional.of(whitened.orElseGet(precision::whitened)) : Optional.empty(),
          precision.rowHessianProducts());
    }
  }

  /** Throws where there is no posterior. */
  void requireBounded(String method) {
    if (conclusive && !(smallest > 0)) {
      throw new UnboundedObjectiveException(method, smallest);
    }
  }

  /** A Gaussian itself, and of a flow the Gaussian of its moments. */
  private static GaussianPosterior normal(VariationalPosterior q) {
    return q instanceof FlowPosterior flow ? flow.moments() : (GaussianPosterior) q;
  }

  /**
   * Doubtful where the rows outweigh the posterior, and where it narrowed although forgetting them
   * should widen it: then the step of their log-likelihood at the gate's edge, and not what they
   * say about θ, has shaped it.
   */
  Verdict verdict(VariationalPosterior original, VariationalPosterior forgotten) {
    List<String> reasons = new ArrayList<>();
    if (!(smallest > 0)) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "the edited rows outweigh the posterior: the smallest eigenvalue of its"
                  + " precision less their expected curvature is %.4g",
              smallest));
    }
    int d = original.model().dimension();
    double width = Math.exp((normal(original).logMode() - normal(forgotten).logMode()) / d);
    if (widens && width < NARROWEST) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "the posterior narrowed to %.0f %% of its width, though without these rows it should"
                  + " be wider: the gate's edge acts more than the rows; use a smaller lambda (a"
                  + " larger mass)",
              100 * width));
    }
    return reasons.isEmpty() ? Verdict.trusted() : new Verdict(Verdict.Level.DOUBTFUL, reasons);
  }
}
