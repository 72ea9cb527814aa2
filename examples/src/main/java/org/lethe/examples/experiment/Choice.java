package org.lethe.examples.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.unlearning.Forgetting;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.HeldOut;

/**
 * The λ that a rule picks for a method.
 *
 * @param method that forgets
 * @param rule by which it is picked
 * @param row what came of it; empty where the rule picks none
 */
record Choice(String method, String rule, Optional<SweepResult.Row> row) {
  private static final double MASS = 0.99;
  private static final String BY_MASS = "mass 0.99";
  private static final String BY_ROWS_THAT_STAY = "rows that stay";
  private static final String HINDSIGHT = "nearest to the retrain";

  /**
   * Two rules that know no retrain, the mass of the original posterior and {@link HeldOut} on the
   * remaining rows, of which neither method uses any; and the best of the table, which is known
   * with the retrain only.
   */
  static <P extends VariationalPosterior> List<Choice> of(
      Sweep<P> sweep,
      List<Sweep.Outcome<P>> outcomes,
      Function<Gate, Forgetting<VariationalPosterior>> method) {
    Gate mass = new Gate.Mass(MASS, false);
    double lambda = mass.lambda(sweep.full().model().dimension());
    SweepResult.Row byMass = sweep.outcome(method.apply(mass), mass, lambda).row();
    String name = byMass.method();
    return List.of(
        new Choice(name, BY_MASS, Optional.of(byMass)),
        new Choice(name, BY_ROWS_THAT_STAY, heldOut(sweep, outcomes)),
        new Choice(name, HINDSIGHT, nearest(outcomes)));
  }

  private static <P extends VariationalPosterior> Optional<SweepResult.Row> heldOut(
      Sweep<P> sweep, List<Sweep.Outcome<P>> outcomes) {
    List<HeldOut.Candidate<P>> candidates = new ArrayList<>();
    for (Sweep.Outcome<P> outcome : outcomes) {
      outcome
          .fit()
          .ifPresent(fit -> candidates.add(new HeldOut.Candidate<>(outcome.row().lambda(), fit)));
    }
    return HeldOut.of(sweep.full().posterior(), sweep.remaining())
        .choose(candidates)
        .flatMap(chosen -> at(chosen.lambda(), outcomes));
  }

  private static <P extends VariationalPosterior> Optional<SweepResult.Row> at(
      double lambda, List<Sweep.Outcome<P>> outcomes) {
    return outcomes.stream().map(Sweep.Outcome::row).filter(r -> r.lambda() == lambda).findFirst();
  }

  private static <P extends VariationalPosterior> Optional<SweepResult.Row> nearest(
      List<Sweep.Outcome<P>> outcomes) {
    return outcomes.stream()
        .map(Sweep.Outcome::row)
        .filter(row -> row.measured().isPresent())
        .min(Comparator.comparingDouble(row -> row.measured().orElseThrow().kl().erased()));
  }
}
