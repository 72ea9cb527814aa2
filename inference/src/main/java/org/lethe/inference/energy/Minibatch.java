package org.lethe.inference.energy;

import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.posterior.Recipe;

/** Which rows a step sees. Sums over a minibatch of B of n rows are scaled by n/B. */
public sealed interface Minibatch {

  /** All rows. */
  record Full() implements Minibatch {}

  /** Rows in the order of a fresh permutation each epoch: without replacement within an epoch. */
  record Shuffled(int rows) implements Minibatch {
    public Shuffled {
      Checks.positive("Minibatch", "rows", rows);
    }
  }

  /** Independent uniform rows: with replacement. */
  record Replaced(int rows) implements Minibatch {
    public Replaced {
      Checks.positive("Minibatch", "rows", rows);
    }
  }

  /** How a recipe writes it. */
  default Map<String, Object> options() {
    if (this instanceof Shuffled s) {
      return Map.of("kind", "shuffled", "rows", s.rows());
    }
    if (this instanceof Replaced r) {
      return Map.of("kind", "replaced", "rows", r.rows());
    }
    return Map.of("kind", "full");
  }

  /**
   * What {@link #options} wrote.
   *
   * @throws IllegalArgumentException on an unknown kind
   */
  static Minibatch of(Recipe o) {
    return switch (o.text("kind")) {
      case "full" -> new Full();
      case "shuffled" -> new Shuffled(Math.toIntExact(o.integer("rows")));
      case "replaced" -> new Replaced(Math.toIntExact(o.integer("rows")));
      default ->
          throw new IllegalArgumentException(
              "Recipe " + o.engine() + " is of an unknown kind, got " + o.text("kind"));
    };
  }
}
