package org.lethe.unlearning.eubo;

import java.util.Locale;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.lethe.core.data.Edit;
import org.lethe.core.expr.Affine;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.UnboundedObjectiveException;

/**
 * The alarm of "catastrophic unlearning": the smallest eigenvalue of Λ_q + E_q[Σ wᵢ gᵢ ∇²hᵢ], h =
 * −log p(z | θ), at q = q(θ | D); for forgotten rows alone Λ_q − E_q[Σ_{D_e} g ∇²h]. Where the
 * log-likelihood is quadratic and has no gate, the objective is bounded if and only if it is
 * positive; elsewhere it is an alarm.
 *
 * @param smallest the eigenvalue, in units of the inverse square of the parameters
 * @param conclusive whether it decides that the objective is unbounded
 * @param whitened where it is conclusive, the matrix in the frame of q
 * @param rowHessianProducts what it cost
 */
record Curvature(
    double smallest, boolean conclusive, Optional<DMatrixRMaj> whitened, long rowHessianProducts) {

  private static final int DRAWS = 64;

  static Curvature of(GaussianPosterior q, Gate gate, Edit edit, Run run) {
    Model model = q.model();
    boolean quadratic = Affine.isQuadratic(model.logLikelihood(), model.theta());
    boolean plain = gate.isOpen(model.dimension());
    int draws = quadratic && plain ? 1 : DRAWS;
    try (EditedPrecision precision = EditedPrecision.of(q, gate, edit, draws, run)) {
      double smallest = precision.smallestEigenvalue();
      Optional<DMatrixRMaj> whitened =
          draws == 1 ? Optional.of(precision.whitened()) : Optional.empty();
      return new Curvature(smallest, draws == 1, whitened, precision.rowHessianProducts());
    }
  }

  /** Throws where there is no posterior. */
  void requireBounded(String method) {
    if (conclusive && !(smallest > 0)) {
      throw new UnboundedObjectiveException(method, smallest);
    }
  }

  Verdict verdict() {
    Optional<String> reason =
        smallest > 0
            ? Optional.empty()
            : Optional.of(
                String.format(
                    Locale.ROOT,
                    "the edited rows outweigh the posterior: the smallest eigenvalue of its"
                        + " precision less their expected curvature is %.4g",
                    smallest));
    return reason.map(Verdict::doubtful).orElse(Verdict.trusted());
  }
}
