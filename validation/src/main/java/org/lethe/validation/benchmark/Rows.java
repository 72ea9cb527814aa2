package org.lethe.validation.benchmark;

import org.lethe.inference.energy.Minibatch;

/** Which rows the steps of a job see. */
final class Rows {
  private static final int RUN = 16;

  private Rows() {}

  /** With replacement unless {@code minibatch} says blocks. */
  static Minibatch of(JobOptions options, int batch) {
    return options.word("minibatch", "replaced", "blocks").equals("blocks")
        ? new Minibatch.Blocks(batch, RUN)
        : new Minibatch.Replaced(batch);
  }

  /** In words. */
  static String describe(Minibatch minibatch) {
    return minibatch instanceof Minibatch.Blocks blocks
        ? "runs of " + blocks.run() + " rows of a table shuffled once"
        : "with replacement";
  }
}
