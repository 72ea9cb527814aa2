package org.lethe.validation.certificate;

import java.util.List;
import org.lethe.validation.divergence.PosteriorKl;
import org.lethe.validation.divergence.Yardsticks;

/** KL(forgotten ‖ retrained) of posteriors. */
record PosteriorKlCheck(double eps) implements Check {

  @Override
  public List<Outcome> run(Evidence evidence) {
    Yardsticks yardsticks =
        new Yardsticks(
            PosteriorKl.between(evidence.original(), evidence.retrained()),
            evidence
                .secondRetrain()
                .map(second -> PosteriorKl.between(second, evidence.retrained())));
    return List.of(
        Outcome.atMost(
            "posterior KL(forgotten ‖ retrained)",
            PosteriorKl.between(evidence.forgotten(), evidence.retrained()),
            eps,
            yardsticks));
  }
}
