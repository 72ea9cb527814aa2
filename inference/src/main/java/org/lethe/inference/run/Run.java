package org.lethe.inference.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lethe.core.expr.Device;

/**
 * One execution of a recipe: seed, device, listener, and optionally a checkpoint and a key. None of
 * them is part of the recipe: a retrain or a yardstick is the same recipe under another run.
 *
 * @param seed key of all randomness; the same seed gives the same bits on any number of threads
 * @param device where programs run
 * @param listener told about progress, and asked whether to go on
 * @param checkpoint where long fits save their state and resume from
 * @param key secret under which the provenance hashes the ids of edited rows; without it no ids are
 *     written
 */
public record Run(
    long seed,
    Device device,
    Listener listener,
    Optional<Checkpoint> checkpoint,
    Optional<byte[]> key) {

  /**
   * A state saved every so many steps.
   *
   * @param file where; written beside and renamed, so that it is whole at any moment
   * @param everySteps how often, at least 1
   * @param kept whether it outlives the run, until {@link #remove}
   */
  public record Checkpoint(Path file, int everySteps, boolean kept) {
    public Checkpoint {
      if (everySteps < 1) {
        throw new IllegalArgumentException(
            "Checkpoint: everySteps must be at least 1, got " + everySteps);
      }
    }

    /** That of a chain, from 0, in a file of its own beside it: {@code FILE-chain-1} and so on. */
    Checkpoint ofChain(int chain) {
      Path own = file.resolveSibling(file.getFileName() + "-chain-" + (chain + 1));
      return new Checkpoint(own, everySteps, kept);
    }

    /** To be called when a run has come to its end: removes the file, unless it is kept. */
    public void ended() {
      if (!kept) {
        CheckpointFile.delete(file);
      }
    }

    /** Removes what a run has kept, of however many chains: its result is safe. */
    public void remove() {
      CheckpointFile.delete(file);
      for (int chain = 0; Files.exists(ofChain(chain).file); chain++) {
        CheckpointFile.delete(ofChain(chain).file);
      }
    }
  }

  public Run {
    key = key.map(byte[]::clone);
  }

  /** A silent run on all cores. */
  public static Run seed(long seed) {
    return new Run(seed, Device.auto(), Listener.silent(), Optional.empty(), Optional.empty());
  }

  /** This run on another device. */
  public Run on(Device other) {
    return new Run(seed, other, listener, checkpoint, key);
  }

  /** This run with another listener. */
  public Run listen(Listener other) {
    return new Run(seed, device, other, checkpoint, key);
  }

  /**
   * This run saving its state to {@code file} every {@code everySteps} steps; when the file is
   * there and belongs to the same recipe, model, data and seed, the run resumes from it and ends
   * with the same bits as an uninterrupted one.
   */
  public Run checkpoint(Path file, int everySteps) {
    Checkpoint point = new Checkpoint(file, everySteps, false);
    return new Run(seed, device, listener, Optional.of(point), key);
  }

  /**
   * This run leaving its checkpoint behind at the end, so that nothing is lost if the result cannot
   * be saved; {@link Checkpoint#remove} when it was.
   */
  public Run keepCheckpoint() {
    Optional<Checkpoint> kept =
        checkpoint.map(point -> new Checkpoint(point.file(), point.everySteps(), true));
    return new Run(seed, device, listener, kept, key);
  }

  /** This run with a secret for the ids in provenances, at least 16 bytes. */
  public Run key(byte[] secret) {
    if (secret.length < 16) {
      throw new IllegalArgumentException(
          "Run: key must have at least 16 bytes, got " + secret.length);
    }
    return new Run(seed, device, listener, checkpoint, Optional.of(secret.clone()));
  }
}
