package org.lethe.examples.experiment;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
 * Forgets moons at each published λ by both published methods.
 *
 * @param variant which moons
 * @param iterations steps of EUBO; empty for its default
 * @param run seed, device and listener
 */
public record MoonExperiment(MoonVariant variant, OptionalInt iterations, Run run) {
  private static final int DRAWS = 1000;
  private static final int BATCHES = 400;

  /** Carries it out; the data are laid down in the directory. */
  public MoonResult in(Path directory) {
    Moons moons = Moons.in(directory, variant);
    Fit<GaussianPosterior> full = Moons.engine().fit(moons.model(), moons.rows(), run);
    Fit<GaussianPosterior> retrained = Moons.engine().fit(moons.model(), moons.remaining(), run);
    Sweep<GaussianPosterior> sweep =
        new Sweep<>(full, retrained, moons.edit(), moons.remaining(), run);
    List<Sweep.Outcome<GaussianPosterior>> eubo = sweep.outcomes(this::eubo);
    List<Sweep.Outcome<GaussianPosterior>> reverse = sweep.outcomes(MoonExperiment::reverse);
    List<SweepResult.Row> rows = Sweep.rows(eubo, reverse);
    List<Choice> choices = sweep.choices(eubo, this::eubo, reverse, MoonExperiment::reverse);
    SweepResult result =
        new SweepResult(
            variant.title(),
            sweep.doNothing(),
            reference(full, moons.rows()),
            reference(retrained, moons.remaining()),
            SweepResult.Gap.between(full.posterior(), retrained.posterior()),
            rows,
            choices);
    return new MoonResult(
        result, new MoonSurfaces(moons).of(full, shown(eubo).orElse(full), retrained));
  }

  private static Optional<Fit<GaussianPosterior>> shown(
      List<Sweep.Outcome<GaussianPosterior>> eubo) {
    return eubo.stream()
        .filter(outcome -> outcome.row().lambda() == MoonSurfaces.LAMBDA)
        .findFirst()
        .flatMap(Sweep.Outcome::fit);
  }

  private SweepResult.Reference reference(Fit<GaussianPosterior> fit, Table rows) {
    return new SweepResult.Reference(
        Arrays.stream(fit.posterior().mean()).boxed().toList(),
        Arrays.stream(fit.posterior().sd()).boxed().toList(),
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
