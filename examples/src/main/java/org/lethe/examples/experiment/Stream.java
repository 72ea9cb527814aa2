package org.lethe.examples.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Doubt;
import org.lethe.unlearning.baseline.Retrain;

/**
 * Requests to forget, one after the other, each answered from what the last one left. After each
 * the result is held against a retrain under the same hyperparameters. Whether to retrain instead
 * is advised without it: by the verdict on the answer, and by {@link Doubt} of all rows erased
 * since the last training against the posterior that knew them.
 *
 * @param original the fit to all rows
 * @param rows all of them
 * @param requests ids to forget, in turn
 * @param method answers
 * @param engine retrains
 * @param retrains whether the advice is followed: a retrain on what is left, which estimates
 *     hyperparameters anew, then takes the place of the answer, and the stream goes on from it
 * @param run seed, device and listener
 */
record Stream(
    Fit<GaussianPosterior> original,
    Table rows,
    List<List<String>> requests,
    StreamMethod method,
    Engine<GaussianPosterior> engine,
    boolean retrains,
    Run run) {
  /**
   * What came of all requests.
   *
   * @param steps one for each
   * @param last the last answer
   * @param all the edit that erases the rows of all requests at once
   */
  record Answer(List<StreamStep> steps, Fit<GaussianPosterior> last, Edit all) {
    /** By what else than the posterior erased rows may act on the last answer. */
    List<Channel> openChannels() {
      return last.provenance().openChannels();
    }
  }

  /** Answers every request. */
  Answer answer() {
    List<StreamStep> steps = new ArrayList<>();
    List<String> erased = new ArrayList<>();
    Chain chain = Chain.of(original, rows);
    for (List<String> request : requests) {
      erased.addAll(request);
      Edit edit = Edit.forget(chain.remaining(), request);
      Fit<GaussianPosterior> answer =
          method.on(chain.remaining().after(edit)).forget(chain.last(), edit, run);
      Chain longer = chain.then(request, answer);
      StreamStep step = step(steps.size() + 1, erased.size(), longer);
      if (retrains && step.advisesToRetrain()) {
        Table left = longer.remaining();
        Fit<GaussianPosterior> anew = Retrain.of(engine, left).forget(chain.last(), edit, run);
        step = step.with(retraining(anew, longer));
        longer = Chain.of(anew, left);
      }
      steps.add(step);
      chain = longer;
    }
    return new Answer(List.copyOf(steps), chain.last(), Edit.forget(rows, erased));
  }

  private StreamStep step(int number, int erased, Chain chain) {
    Fit<GaussianPosterior> trained = chain.trained();
    Fit<GaussianPosterior> answer = chain.last();
    Edit edit = chain.edit();
    Table left = chain.remaining();
    Fit<GaussianPosterior> retrained = engine.fit(trained.model(), left, run);
    Doubt doubt = Doubt.of(trained.posterior(), answer.posterior(), edit, StreamMethod.GATE, run);
    return new StreamStep(
        number,
        erased,
        Kl.between(retrained, answer, edit, left),
        Kl.between(retrained, trained, edit, left),
        answer.posterior().kl(retrained.posterior()),
        trained.posterior().kl(retrained.posterior()),
        answer.verdict().and(doubt.verdict()),
        Optional.empty());
  }

  private Retraining retraining(Fit<GaussianPosterior> anew, Chain chain) {
    Table left = chain.remaining();
    Run another =
        new Run(run.seed() + 1, run.device(), run.listener(), run.checkpoint(), run.key());
    Fit<GaussianPosterior> second = engine.fit(anew.model().open(), left, another);
    return new Retraining(
        anew.cost(),
        chain.cost(),
        Kl.between(anew, chain.last(), chain.edit(), left),
        Kl.between(second, anew, chain.edit(), left),
        anew.verdict());
  }

  /**
   * What the hyperparameters keep of the erased rows: the distance of the last answer from a
   * retrain that estimates them anew; empty where none were learned.
   */
  Optional<Kl> refitted(Answer answer) {
    if (original.model().hyperparameters().isEmpty()) {
      return Optional.empty();
    }
    Table remaining = rows.after(answer.all());
    Fit<GaussianPosterior> anew = engine.fit(original.model().open(), remaining, run);
    return Optional.of(Kl.between(anew, answer.last(), answer.all(), remaining));
  }
}
