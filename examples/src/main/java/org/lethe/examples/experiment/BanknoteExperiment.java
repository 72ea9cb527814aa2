package org.lethe.examples.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.GaussianFamily;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Svi;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.eubo.Eubo;
import org.lethe.unlearning.reversekl.ReverseKl;

/**
 * Forgets the 412 banknotes at each published λ by both published methods.
 *
 * @param family of the posteriors; full rank as published, or a flow
 * @param iterations steps of EUBO; empty for its default
 * @param run seed, device and listener
 * @param <P> what its members are
 */
public record BanknoteExperiment<P extends VariationalPosterior>(
    Family<P> family, OptionalInt iterations, Run run) {
  private static final int DRAWS = 1000;

  /**
   * Published are 400; more of them leave the target as it is, and halve the scatter over seeds.
   */
  private static final int BATCHES = 1600;

  /** Carries it out; the data are laid down in the directory. */
  public SweepResult in(Path directory) {
    Banknote notes = Banknote.in(directory);
    Engine<P> engine = Svi.of(family);
    Fit<P> full = engine.fit(notes.model(), notes.rows(), run);
    Fit<P> retrained = engine.fit(notes.model(), notes.remaining(), run);
    Sweep<P> sweep = new Sweep<>(full, retrained, notes.edit(), notes.remaining(), run);
    List<Sweep.Outcome<P>> eubo = sweep.outcomes(this::eubo);
    List<Sweep.Outcome<P>> reverse = sweep.outcomes(BanknoteExperiment::reverse);
    List<Choice> choices = sweep.choices(eubo, this::eubo, reverse, BanknoteExperiment::reverse);
    return new SweepResult(
        "Forgetting 412 of 1372 banknotes" + (isFlow() ? ", " + family.name() : ""),
        sweep.doNothing(),
        reference(full, notes.rows()),
        reference(retrained, notes.remaining()),
        SweepResult.Gap.between(full.posterior(), retrained.posterior()),
        Sweep.rows(eubo, reverse),
        choices);
  }

  private SweepResult.Reference reference(Fit<P> fit, Table rows) {
    return new SweepResult.Reference(
        Banknote.publishedMean(fit.posterior()),
        Banknote.publishedSd(fit.posterior()),
        Svi.elbo(fit, rows, run.device()).value());
  }

  private boolean isFlow() {
    return !(family instanceof GaussianFamily);
  }

  private Eubo eubo(Gate gate) {
    Eubo eubo = Eubo.of(gate);
    return iterations.isPresent() ? eubo.steps(iterations.getAsInt()) : eubo;
  }

  private static ReverseKl reverse(Gate gate) {
    return ReverseKl.of(gate, DRAWS, BATCHES);
  }
}
