package org.lethe.examples.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Svi;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.eubo.Eubo;
import org.lethe.unlearning.reversekl.ReverseKl;

/**
 * Forgets the 412 banknotes at each published λ by both published methods.
 *
 * @param iterations steps of EUBO; empty for its default
 * @param run seed, device and listener
 */
public record BanknoteExperiment(OptionalInt iterations, Run run) {
  private static final int DRAWS = 1000;

  /**
   * Published are 400; more of them leave the target as it is, and halve the scatter over seeds.
   */
  private static final int BATCHES = 1600;

  /** Carries it out; the data are laid down in the directory. */
  public SweepResult in(Path directory) {
    Banknote notes = Banknote.in(directory);
    Fit<GaussianPosterior> full = Banknote.engine().fit(notes.model(), notes.rows(), run);
    Fit<GaussianPosterior> retrained = Banknote.engine().fit(notes.model(), notes.remaining(), run);
    Sweep sweep = new Sweep(full, retrained, notes.edit(), notes.remaining(), run);
    List<Sweep.Outcome> eubo = sweep.outcomes(this::eubo);
    List<Sweep.Outcome> reverse = sweep.outcomes(BanknoteExperiment::reverse);
    List<Choice> choices = sweep.choices(eubo, this::eubo, reverse, BanknoteExperiment::reverse);
    return new SweepResult(
        "Forgetting 412 of 1372 banknotes",
        sweep.doNothing(),
        reference(full, notes.rows()),
        reference(retrained, notes.remaining()),
        SweepResult.Gap.between(full.posterior(), retrained.posterior()),
        Sweep.rows(eubo, reverse),
        choices);
  }

  private SweepResult.Reference reference(Fit<GaussianPosterior> fit, Table rows) {
    return new SweepResult.Reference(
        Banknote.publishedMean(fit.posterior()),
        Banknote.publishedSd(fit.posterior()),
        Svi.elbo(fit, rows, run.device()).value());
  }

  private Eubo eubo(Gate gate) {
    Eubo eubo = Eubo.of(gate);
    return iterations.isPresent() ? eubo.steps(iterations.getAsInt()) : eubo;
  }

  private static ReverseKl reverse(Gate gate) {
    return ReverseKl.of(gate, DRAWS, BATCHES);
  }
}
