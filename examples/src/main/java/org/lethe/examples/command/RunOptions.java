package org.lethe.examples.command;

import java.nio.file.Path;
import java.util.Optional;
import org.lethe.core.expr.Device;
import org.lethe.inference.run.Listener;
import org.lethe.inference.run.Run;
import picocli.CommandLine.Option;

/** How a computation is carried out, which is no part of what is computed. */
final class RunOptions {
  private static final long DEFAULT_SEED = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Seed of all randomness (default 1): the same seed gives the " + "same numbers.")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to use (default: all cores). The numbers do not depend on it.")
  private Optional<Integer> threads = Optional.empty();

  long seed() {
    return seed.orElse(DEFAULT_SEED);
  }

  Run run() {
    return run(seed());
  }

  /** The same, under another seed. */
  Run run(long other) {
    return Run.seed(other).on(device()).listen(Listener.console());
  }

  /** The same, with the secret of the file under which ids of edited rows are written down. */
  Run run(Optional<Path> key) {
    return key.map(file -> run().key(KeyFile.readOrCreate(file))).orElseGet(this::run);
  }

  Device device() {
    if (threads.isEmpty()) {
      return Device.auto();
    }
    if (threads.get() < 1) {
      throw new BadInputException("--threads must be at least 1, got " + threads.get());
    }
    return Device.cpu(threads.get());
  }
}
