package org.lethe.examples.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Doubt;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.eubo.Eubo;

/**
 * Requests to forget, one after the other, each answered from what the last one left. After each
 * the result is held against a retrain under the same hyperparameters. Whether to retrain instead
 * is advised without it: by the verdict on the answer, and by {@link Doubt} of all rows erased so
 * far against the posterior that knew them.
 *
 * @param original the fit to all rows
 * @param rows all of them
 * @param requests ids to forget, in turn
 * @param engine retrains
 * @param run seed, device and listener
 */
record Stream(
    Fit<GaussianPosterior> original,
    Table rows,
    List<List<String>> requests,
    Engine<GaussianPosterior> engine,
    Run run) {
  /** The mass of the posterior on which it is taken to be known. */
  private static final Gate GATE = new Gate.Mass(0.99, true);

  private static final int STEPS = 500;

  /**
   * What came of all requests.
   *
   * @param steps one for each
   * @param last the last answer
   * @param all the edit that erases the rows of all requests at once
   */
  record Answer(List<StreamStep> steps, Fit<GaussianPosterior> last, Edit all) {}

  /** Answers every request. */
  Answer answer() {
    List<StreamStep> steps = new ArrayList<>();
    List<String> erased = new ArrayList<>();
    Fit<GaussianPosterior> current = original;
    Table remaining = rows;
    Edit all = Edit.forget(rows, requests.get(0));
    for (List<String> request : requests) {
      Edit edit = Edit.forget(remaining, request);
      current = Eubo.of(GATE).steps(STEPS).forget(current, edit, run);
      remaining = remaining.after(edit);
      erased.addAll(request);
      all = Edit.forget(rows, erased);
      steps.add(step(steps.size() + 1, current, all, remaining));
    }
    return new Answer(List.copyOf(steps), current, all);
  }

  private StreamStep step(int number, Fit<GaussianPosterior> current, Edit all, Table remaining) {
    Fit<GaussianPosterior> retrained = engine.fit(original.model(), remaining, run);
    Verdict verdict =
        current
            .verdict()
            .and(Doubt.of(original.posterior(), current.posterior(), all, GATE, run).verdict());
    return new StreamStep(
        number,
        all.forgottenRows().size(),
        Kl.between(retrained, current, all, remaining),
        Kl.between(retrained, original, all, remaining),
        current.posterior().kl(retrained.posterior()),
        original.posterior().kl(retrained.posterior()),
        verdict);
  }

  /** By what else than the posterior the erased rows may act on the answers. */
  List<Channel> openChannels() {
    return original.provenance().openChannels();
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
