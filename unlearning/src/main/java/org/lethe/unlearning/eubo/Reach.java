package org.lethe.unlearning.eubo;

import java.util.Locale;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.lethe.core.data.Edit;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Doubt;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.Spectrum;

/**
 * Whether the posterior without the edited rows can be told from the original at all. By the
 * original's own curvature that posterior has the precision Λ + E_q[Σ wᵢ ∇²hᵢ], without a gate; of
 * a normal so wide, centred like the original, this is the fraction outside the original's 99.9 %
 * ellipsoid. A gate hides what lies there, so that the result looks settled and is not.
 *
 * @param beyond the fraction; 1 where the precision is not positive definite
 * @param rowHessianProducts what it cost
 */
public record Reach(double beyond, long rowHessianProducts) {

  private static final double ELLIPSOID = 0.999;
  private static final int DRAWS = 10_000;
  private static final int POINTS = 64;
  private static final int PURPOSE = Purpose.FREE + 5;

  /** Of an edit; 0 where there are too many parameters to form the matrix. */
  public static Reach of(VariationalPosterior q, Edit edit, Run run) {
    int d = q.model().dimension();
    if (d > EditedPrecision.DENSE) {
      return new Reach(0, 0);
    }
    try (EditedPrecision precision = EditedPrecision.of(q, new Gate.None(), edit, POINTS, run)) {
      double beyond = beyond(Spectrum.all(precision.whitened()), run);
      return new Reach(beyond, precision.rowHessianProducts());
    }
  }

  /** Σ ε²/μ over the eigenvalues μ is the squared distance of a draw, in sds of the original. */
  private static double beyond(double[] eigenvalues, Run run) {
    int d = eigenvalues.length;
    double radius = new ChiSquaredDistribution(d).inverseCumulativeProbability(ELLIPSOID);
    double[] noise = new double[d];
    int outside = 0;
    for (int s = 0; s < DRAWS; s++) {
      RandomStream.of(run.seed()).at(s, PURPOSE).gaussians(noise, 0, d);
      double squares = 0;
      for (int i = 0; i < d; i++) {
        squares += noise[i] * noise[i] / Math.max(0, eigenvalues[i]);
      }
      outside += squares > radius ? 1 : 0;
    }
    return outside / (double) DRAWS;
  }

  /** Doubtful where more than a third lies beyond. */
  public Verdict verdict() {
    return beyond <= Doubt.LARGEST_OUTSIDE
        ? Verdict.trusted()
        : Verdict.doubtful(
            String.format(
                Locale.ROOT,
                "without the edited rows %.0f %% of the posterior would lie outside the 99.9 %%"
                    + " ellipsoid of the original, by the curvature there: it cannot be told from"
                    + " the original; retrain, or forget fewer rows",
                100 * beyond));
  }
}
