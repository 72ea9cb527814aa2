package org.lethe.examples.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.inference.run.NumericalException;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Svi;
import org.lethe.unlearning.Doubt;
import org.lethe.unlearning.Forgetting;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.eubo.Eubo;
import org.lethe.unlearning.reversekl.ReverseKl;

/**
 * Forgets the 412 banknotes at each published λ by both published methods, with the hard gate as
 * published, and measures the distance to a retrain.
 *
 * @param iterations steps of EUBO; empty for its default
 * @param run seed, device and listener
 */
public record BanknoteExperiment(OptionalInt iterations, Run run) {
  private static final double[] LAMBDAS = {0.5, 0.1, 1e-3, 1e-5, 1e-9, 0};
  private static final int DRAWS = 1000;

  /**
   * Published are 400; more of them leave the target as it is, and halve the scatter over seeds.
   */
  private static final int BATCHES = 1600;

  /** Carries it out; the data are laid down in the directory. */
  public BanknoteResult in(Path directory) {
    Banknote notes = Banknote.in(directory);
    Fit<GaussianPosterior> full = Banknote.engine().fit(notes.model(), notes.rows(), run);
    Fit<GaussianPosterior> retrained = Banknote.engine().fit(notes.model(), notes.remaining(), run);
    List<BanknoteResult.Row> rows = new ArrayList<>();
    for (double lambda : LAMBDAS) {
      Gate gate = new Gate.Threshold(lambda, false);
      rows.add(row(eubo(gate), gate, full, retrained, notes));
    }
    for (double lambda : LAMBDAS) {
      Gate gate = new Gate.Threshold(lambda, false);
      rows.add(row(ReverseKl.of(gate, DRAWS, BATCHES), gate, full, retrained, notes));
    }
    return new BanknoteResult(
        Kl.between(retrained, full, notes),
        new BanknoteResult.Reference(
            Banknote.publishedMean(full.posterior()),
            Banknote.publishedSd(full.posterior()),
            Svi.elbo(full, notes.rows(), run.device()).value()),
        new BanknoteResult.Reference(
            Banknote.publishedMean(retrained.posterior()),
            Banknote.publishedSd(retrained.posterior()),
            Svi.elbo(retrained, notes.remaining(), run.device()).value()),
        rows);
  }

  private Eubo eubo(Gate gate) {
    Eubo eubo = Eubo.of(gate);
    return iterations.isPresent() ? eubo.steps(iterations.getAsInt()) : eubo;
  }

  private BanknoteResult.Row row(
      Forgetting<VariationalPosterior> method,
      Gate gate,
      Fit<GaussianPosterior> full,
      Fit<GaussianPosterior> retrained,
      Banknote notes) {
    Recipe recipe = method.recipe();
    double lambda = gate.lambda(full.model().dimension());
    try {
      Fit<GaussianPosterior> forgotten = method.forget(full, notes.edit(), run);
      Doubt doubt = Doubt.of(full.posterior(), forgotten.posterior(), notes.edit(), gate, run);
      BanknoteResult.Measured measured =
          new BanknoteResult.Measured(
              Kl.between(retrained, forgotten, notes), doubt.ess(), doubt.outside());
      return new BanknoteResult.Row(
          recipe.engine(), lambda, Optional.of(measured), forgotten.verdict());
    } catch (NumericalException e) {
      return BanknoteResult.Row.refused(recipe.engine(), lambda, String.valueOf(e.getMessage()));
    }
  }
}
