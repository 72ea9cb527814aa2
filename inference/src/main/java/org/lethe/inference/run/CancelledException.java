package org.lethe.inference.run;

import java.nio.file.Path;
import java.util.Optional;

/** The listener cancelled a computation. */
public final class CancelledException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String phase;
  private final long step;
  private final long total;
  private final transient Optional<Path> checkpoint;

  /**
   * Cancelled after {@code step} steps of {@code total}; {@code checkpoint} is the file to resume
   * from, where there is one.
   */
  public CancelledException(String phase, long step, long total, Optional<Path> checkpoint) {
    super(
        phase
            + ": cancelled after step "
            + step
            + " of "
            + total
            + checkpoint
                .map(file -> "; run again with the checkpoint " + file + " to resume")
                .orElse("; nothing was saved, a run with a checkpoint can be resumed"));
    this.phase = phase;
    this.step = step;
    this.total = total;
    this.checkpoint = checkpoint;
  }

  /** The same of chains that keep their states where the run says. */
  public CancelledException resumable(Run run) {
    return new CancelledException(phase, step, total, run.checkpoint().map(Run.Checkpoint::file));
  }

  /** How many steps were done. */
  public long step() {
    return step;
  }

  /** The file to resume from. */
  public Optional<Path> checkpoint() {
    return checkpoint;
  }
}
