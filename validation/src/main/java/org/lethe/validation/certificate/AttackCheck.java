package org.lethe.validation.certificate;

import java.util.List;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Fit;
import org.lethe.validation.attack.ScoreAttack;
import org.lethe.validation.divergence.Estimate;
import org.lethe.validation.divergence.Yardsticks;

/** The advantage of a score attack on the erased rows, beside that on a retrain. */
record AttackCheck(double eps) implements Check {

  @Override
  public List<Outcome> run(Evidence evidence) {
    Checks.that(
        evidence.heldOut().isPresent(),
        "Check.attackAdvantageAtMost: evidence must have held-out rows of the distribution of the"
            + " erased ones, got none");
    Table heldOut = evidence.heldOut().orElseThrow();
    Table erased = evidence.edit().forgottenRows();
    Checks.that(
        erased.size() >= 2 && heldOut.size() >= 2,
        "Check.attackAdvantageAtMost: erased and held-out rows must be at least 2 each, got %s and"
            + " %s",
        erased.size(),
        heldOut.size());
    return List.of(
        Outcome.within(
            "attack advantage 2·AUC − 1, erased rows",
            advantage(evidence.forgotten(), erased, heldOut),
            eps,
            Yardsticks.of(advantage(evidence.original(), erased, heldOut)),
            "on the retrained fit the attack reads "
                + Sentence.number(advantage(evidence.retrained(), erased, heldOut))));
  }

  private static Estimate advantage(Fit<?> fit, Table erased, Table heldOut) {
    return ScoreAttack.advantage(fit.posterior(), erased, heldOut);
  }
}
