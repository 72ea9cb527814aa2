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

  /**
   * Runs of consecutive rows of a table that was shuffled once, by the seed; each begins at a
   * uniform row, and one that would end beyond the last row goes on from the first. Rows that lie
   * together come from memory together, several times faster than single ones.
   *
   * <p>Every row is equally likely at every place of a batch, so the gradient is unbiased, whatever
   * the shuffle. Averaged over shuffles its noise is that of single rows or less. Under one
   * shuffle, which a fit keeps, a row always comes with the same neighbours: the noise then is that
   * of n runs instead of n rows, and may be larger or smaller than it by a fraction of about
   * √({@code run}/n).
   *
   * @param rows in a batch; its last run is shorter where they are no multiple of {@code run}
   * @param run rows of a run, such as 16
   */
  record Blocks(int rows, int run) implements Minibatch {
    public Blocks {
      Checks.positive("Minibatch", "rows", rows);
      Checks.positive("Minibatch", "run", run);
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
    if (this instanceof Blocks b) {
      return Map.of("kind", "blocks", "rows", b.rows(), "run", b.run());
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
      case "blocks" ->
          new Blocks(Math.toIntExact(o.integer("rows")), Math.toIntExact(o.integer("run")));
      default ->
          throw new IllegalArgumentException(
              "Recipe " + o.engine() + " is of an unknown kind, got " + o.text("kind"));
    };
  }
}
