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
      Yardsticks yardsticks =
          new Yardsticks(
              PredictiveKl.between(evidence.retrained(), evidence.original(), rows),
              evidence
                  .secondRetrain()
                  .map(second -> PredictiveKl.between(evidence.retrained(), second, rows)));
      outcomes.add(
          Outcome.atMost(
              "predictive KL(retrained ‖ forgotten), " + which + " rows",
              PredictiveKl.between(evidence.retrained(), evidence.forgotten(), rows),
              eps,
              yardsticks));
    }
  }
}
