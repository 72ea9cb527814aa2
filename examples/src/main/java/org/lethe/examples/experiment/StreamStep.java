package org.lethe.examples.experiment;

import java.util.Optional;
import org.lethe.core.posterior.Verdict;

/**
 * What a request left. The retrains that it is measured by have the hyperparameters of the answer.
 *
 * @param request from 1
 * @param erased how many rows are gone by now
 * @param kl distance of the answer from a retrain on what remains; on the rows erased since the
 *     last training, and on those that remain
 * @param nothing that of having done nothing since the last training
 * @param posteriorKl KL(answer ‖ retrained), in nats
 * @param posteriorKlOfNothing KL(last trained ‖ retrained)
 * @param verdict on the answer and on all that was erased since the last training, without the
 *     retrain
 * @param retraining what took the place of the answer
 */
record StreamStep(
    int request,
    int erased,
    Kl kl,
    Kl nothing,
    double posteriorKl,
    double posteriorKlOfNothing,
    Verdict verdict,
    Optional<Retraining> retraining) {
  boolean advisesToRetrain() {
    return verdict.level() != Verdict.Level.TRUSTED;
  }

  StreamStep with(Retraining retrained) {
    return new StreamStep(
        request,
        erased,
        kl,
        nothing,
        posteriorKl,
        posteriorKlOfNothing,
        verdict,
        Optional.of(retrained));
  }
}
