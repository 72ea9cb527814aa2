package org.lethe.examples.experiment;

import org.lethe.core.posterior.Verdict;

/**
 * What a request left.
 *
 * @param request from 1
 * @param erased how many rows are gone by now
 * @param kl distance of the answer from a retrain on what remains
 * @param nothing that of doing nothing
 * @param posteriorKl KL(answer ‖ retrained), in nats
 * @param posteriorKlOfNothing KL(original ‖ retrained)
 * @param verdict on the answer and on all that was erased so far, without the retrain
 */
record StreamStep(
    int request,
    int erased,
    Kl kl,
    Kl nothing,
    double posteriorKl,
    double posteriorKlOfNothing,
    Verdict verdict) {
  boolean advisesToRetrain() {
    return verdict.level() != Verdict.Level.TRUSTED;
  }
}
