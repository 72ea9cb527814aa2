package org.lethe.examples.experiment;

import java.util.List;
import java.util.stream.Stream;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;

/**
 * Answers, each made from the one before, since rows were last learned from.
 *
 * @param trained on these rows, before any of the answers
 * @param rows what it learned from
 * @param last the last answer, at first {@code trained} itself
 * @param erased ids of the rows that the answers forgot
 * @param cost of all answers
 */
record Chain(
    Fit<GaussianPosterior> trained,
    Table rows,
    Fit<GaussianPosterior> last,
    List<String> erased,
    Cost cost) {
  static Chain of(Fit<GaussianPosterior> trained, Table rows) {
    return new Chain(trained, rows, trained, List.of(), Cost.none());
  }

  /** Longer by an answer. */
  Chain then(List<String> request, Fit<GaussianPosterior> answer) {
    List<String> all = Stream.concat(erased.stream(), request.stream()).toList();
    return new Chain(trained, rows, answer, all, cost.plus(answer.cost()));
  }

  /** What all answers together forgot. */
  Edit edit() {
    return Edit.forget(rows, erased);
  }

  /** The rows that stay. */
  Table remaining() {
    return erased.isEmpty() ? rows : rows.after(edit());
  }
}
