package org.lethe.inference.run;

import java.nio.file.Files;
import java.util.Optional;

/**
 * Where one chain of a fit keeps its state: a file of its own beside the run's checkpoint, {@code
 * FILE-chain-1} and so on.
 *
 * @param point of this chain
 * @param identity of recipe, model, data, seed and chain; a file with another one is refused
 */
public record ChainCheckpoint(Run.Checkpoint point, String identity) {

  /**
   * That of a chain, where the run keeps a checkpoint.
   *
   * @param chain from 0
   * @param identity what is computed: recipe, model, data
   */
  public static Optional<ChainCheckpoint> of(Run run, int chain, String... identity) {
    return run.checkpoint()
        .map(
            point ->
                new ChainCheckpoint(
                    point.ofChain(chain),
                    String.join("\n", identity) + "\n" + run.seed() + "\n" + chain));
  }

  /** Whether a state is to be kept after so many steps. */
  public boolean isDue(long steps) {
    return steps % point.everySteps() == 0;
  }

  /** Keeps a state, whole or not at all. */
  public void save(long[] counters, double[]... parts) {
    CheckpointFile.save(point.file(), identity, counters, parts);
  }

  /**
   * Reads the state into arrays of the lengths that it was written with; false where none was
   * written yet.
   *
   * @throws IllegalArgumentException when the file is damaged or belongs to another computation
   */
  public boolean load(long[] counters, double[]... parts) {
    if (!Files.exists(point.file())) {
      return false;
    }
    CheckpointFile.load(point.file(), identity, counters, parts);
    return true;
  }

  /** To be called when the fit has come to its end: removes the file, unless it is kept. */
  public void ended() {
    point.ended();
  }
}
