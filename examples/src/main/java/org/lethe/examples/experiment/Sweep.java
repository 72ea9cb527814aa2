package org.lethe.examples.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.inference.run.NumericalException;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Doubt;
import org.lethe.unlearning.Forgetting;
import org.lethe.unlearning.Gate;

/**
 * Forgets the same rows at each λ, with the hard gate as published, and measures the distance to a
 * retrain.
 *
 * @param full the fit to all rows
 * @param retrained the fit to the remaining ones
 * @param edit forgets the others
 * @param remaining what stays
 * @param run seed, device and listener
 * @param <P> what both fits hold
 */
record Sweep<P extends VariationalPosterior>(
    Fit<P> full, Fit<P> retrained, Edit edit, Table remaining, Run run) {
  private static final double[] PUBLISHED_LAMBDAS = {0.5, 0.1, 1e-3, 1e-5, 1e-9, 0};

  /** How far the full fit is from the retrain. */
  Kl doNothing() {
    return Kl.between(retrained, full, edit, remaining);
  }

  /**
   * What a method gave at one λ.
   *
   * @param fit empty where it refused
   * @param <P> what it holds
   */
  record Outcome<P extends VariationalPosterior>(SweepResult.Row row, Optional<Fit<P>> fit) {}

  /** A method at each published λ. */
  List<Outcome<P>> outcomes(Function<Gate, Forgetting<VariationalPosterior>> method) {
    List<Outcome<P>> outcomes = new ArrayList<>();
    for (double lambda : PUBLISHED_LAMBDAS) {
      Gate gate = new Gate.Threshold(lambda, false);
      outcomes.add(outcome(method.apply(gate), gate, lambda));
    }
    return outcomes;
  }

  /** The rows of both methods, one after the other. */
  static <P extends VariationalPosterior> List<SweepResult.Row> rows(
      List<Outcome<P>> first, List<Outcome<P>> second) {
    return Stream.concat(first.stream(), second.stream()).map(Outcome::row).toList();
  }

  /** What rules would have chosen of the outcomes of both methods. */
  List<Choice> choices(
      List<Outcome<P>> first,
      Function<Gate, Forgetting<VariationalPosterior>> firstMethod,
      List<Outcome<P>> second,
      Function<Gate, Forgetting<VariationalPosterior>> secondMethod) {
    List<Choice> choices = new ArrayList<>(Choice.of(this, first, firstMethod));
    choices.addAll(Choice.of(this, second, secondMethod));
    return choices;
  }

  /** A method at one λ, that of its gate. */
  Outcome<P> outcome(Forgetting<VariationalPosterior> method, Gate gate, double lambda) {
    Recipe recipe = method.recipe();
    try {
      Fit<P> forgotten = method.forget(full, edit, run);
      Doubt doubt = Doubt.measured(full.posterior(), forgotten.posterior(), edit, gate, run);
      Kl kl = Kl.between(retrained, forgotten, edit, remaining);
      SweepResult.Row row =
          new SweepResult.Row(
              recipe.engine(),
              lambda,
              Optional.of(new SweepResult.Measured(kl, doubt.ess(), doubt.outside())),
              forgotten.verdict());
      return new Outcome<>(row, Optional.of(forgotten));
    } catch (NumericalException e) {
      String why = String.valueOf(e.getMessage());
      return new Outcome<>(SweepResult.Row.refused(recipe.engine(), lambda, why), Optional.empty());
    }
  }
}
