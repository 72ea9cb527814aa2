package org.lethe.inference.energy;

import org.lethe.core.data.Checks;

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
}
