package org.lethe.examples.experiment;

import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Fit;
import org.lethe.validation.divergence.PredictiveKl;

/**
 * How far predictions are from a retrain's: averaged predictive KL(retrained ‖ judged), in nats.
 *
 * @param erased on the rows to forget
 * @param remaining on the others
 */
record Kl(double erased, double remaining) {
  static Kl between(Fit<?> retrained, Fit<?> judged, Edit edit, Table remaining) {
    return new Kl(
        PredictiveKl.between(retrained, judged, edit.forgottenRows()).value(),
        PredictiveKl.between(retrained, judged, remaining).value());
  }
}
