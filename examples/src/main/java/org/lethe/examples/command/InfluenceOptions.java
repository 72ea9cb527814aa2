package org.lethe.examples.command;

import java.util.Optional;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.ConjugatePosterior;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Structure;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.bif.Bif;
import org.lethe.unlearning.bif.Solver;
import picocli.CommandLine.Option;

/** How --method bif carries out its step. */
final class InfluenceOptions {
  private static final int LARGEST_DENSE = 200;
  private static final double TOLERANCE = 1e-8;

  @Option(
      names = "--stages",
      paramLabel = "N",
      description =
          "bif: let the rows fade in N stages (default 1), the curvature evaluated anew before"
              + " each: nearer to a retrain where many rows go.")
  private Optional<Integer> stages = Optional.empty();

  @Option(
      names = "--first-order",
      description = "bif: move the location alone, as published, and keep the spread.")
  private boolean firstOrder;

  /** Refuses options that mean nothing for the method. */
  void requireFor(EditOptions.Method method) {
    if (method != EditOptions.Method.BIF && (stages.isPresent() || firstOrder)) {
      throw new BadInputException(
          "--stages and --first-order mean nothing for --method " + method + "; leave them out");
    }
  }

  /** The fit after the edit, with the help of the rows that stay where they are at hand. */
  Fit<? extends Posterior> forget(SavedFit saved, Edit edit, Optional<Table> own, Run run) {
    Posterior posterior = saved.fit().posterior();
    Optional<Table> remaining = own.map(rows -> rows.after(edit));
    Solver solver =
        saved.fit().model().dimension() <= LARGEST_DENSE
            ? Solver.cholesky()
            : Solver.conjugateGradient(TOLERANCE);
    if (posterior instanceof DrawsPosterior draws) {
      return options(remaining.map(rows -> Bif.draws(rows, solver)), saved, solver)
          .forget(EditOptions.as(saved.fit(), draws), edit, run);
    }
    if (posterior instanceof VariationalPosterior variational
        && !(posterior instanceof ConjugatePosterior)) {
      return options(remaining.map(rows -> Bif.variational(rows, solver)), saved, solver)
          .forget(EditOptions.as(saved.fit(), variational), edit, run);
    }
    throw new BadInputException(
        saved.file() + " holds an exact fit, from which --method exact forgets exactly");
  }

  private <Q extends Posterior> Bif<? super Q> options(
      Optional<Bif<Q>> withRows, SavedFit saved, Solver solver) {
    if (withRows.isEmpty()) {
      requireCurvature(saved);
    }
    int n = stages.orElse(1);
    if (n < 1) {
      throw new BadInputException("--stages must be at least 1, got " + n);
    }
    return withRows.isPresent()
        ? ordered(withRows.get().stages(n))
        : ordered(Bif.erasedOnly(solver).stages(n));
  }

  private <Q extends Posterior> Bif<Q> ordered(Bif<Q> bif) {
    return firstOrder ? bif : bif.secondOrder();
  }

  private static void requireCurvature(SavedFit saved) {
    boolean known =
        saved.fit().curvature().isPresent()
            || (saved.fit().posterior() instanceof GaussianPosterior q
                && q.structure() == Structure.DENSE);
    if (!known) {
      throw new BadInputException(
          saved.file()
              + " holds no curvature, and the rows that it stands for are not at hand; use --method"
              + " reweight for draws, eubo for a mean-field or low-rank fit, or fit with --family full-rank");
    }
  }
}
