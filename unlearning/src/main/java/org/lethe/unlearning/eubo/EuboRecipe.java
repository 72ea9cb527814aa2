package org.lethe.unlearning.eubo;

import java.util.Map;
import org.lethe.core.posterior.Recipe;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.svi.Optimizer;

/** The options of EUBO as a provenance writes them. */
final class EuboRecipe {

  private EuboRecipe() {}

  static Recipe of(Eubo eubo) {
    Optimizer optimizer = eubo.optimizer();
    return new Recipe(
        Eubo.NAME,
        Map.of(
            "gate", eubo.gate().options(),
            "expectation", eubo.expectation().map(EuboRecipe::text).orElse("automatic"),
            "steps", optimizer.steps(),
            "rate", optimizer.rate().toString(),
            "tail", optimizer.tail()));
  }

  private static String text(Expectation how) {
    return how.toString();
  }
}
