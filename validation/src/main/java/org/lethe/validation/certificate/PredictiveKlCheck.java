package org.lethe.validation.certificate;

import java.util.ArrayList;
import java.util.List;
import org.lethe.core.data.Table;
import org.lethe.validation.divergence.PredictiveKl;
import org.lethe.validation.divergence.Yardsticks;

/** KL(retrained ‖ forgotten) of predictions, on edited and on remaining rows. */
record PredictiveKlCheck(double eps) implements Check {

  @Override
  public List<Outcome> run(Evidence evidence) {
    List<Outcome> outcomes = new ArrayList<>();
    Table erased = evidence.edit().forgottenRows();
    add(outcomes, "erased", erased, evidence);
    if (erased.size() == 0) {
      add(outcomes, "learned", evidence.edit().learnedRows(), evidence);
    }
    add(outcomes, "remaining", evidence.remaining(), evidence);
    return outcomes;
  }

  private void add(List<Outcome> outcomes, String which, Table rows, Evidence evidence) {
    if (rows.size() > 0) {
      PredictiveKl reference = PredictiveKl.from(evidence.retrained().posterior(), rows);
      Yardsticks yardsticks =
          new Yardsticks(
              reference.to(evidence.original().posterior()),
              evidence.secondRetrain().map(second -> reference.to(second.posterior())));
      outcomes.add(
          Outcome.atMost(
              "predictive KL(retrained ‖ forgotten), " + which + " rows",
              reference.to(evidence.forgotten().posterior()),
              eps,
              yardsticks));
    }
  }
}
