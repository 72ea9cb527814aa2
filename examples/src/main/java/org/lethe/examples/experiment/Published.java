package org.lethe.examples.experiment;

import java.util.Map;
import java.util.Optional;

/**
 * The numbers of a published experiment, recomputed from the published code: predictive KL on the
 * erased rows by λ, and the ELBO of the reference posteriors.
 *
 * @param doNothing of the full fit
 * @param fullElbo of the fit to all rows
 * @param retrainedElbo of the retrain
 * @param eubo KL on the erased rows; nothing where the published run did not converge
 * @param reverseKl the same
 */
record Published(
    Kl doNothing,
    double fullElbo,
    double retrainedElbo,
    Map<Double, Double> eubo,
    Map<Double, Double> reverseKl) {

  /** KL on the erased rows, where it was published. */
  Optional<Double> klErased(SweepResult.Row row) {
    return Optional.ofNullable((row.isEubo() ? eubo : reverseKl).get(row.lambda()));
  }
}
