package org.lethe.examples.command;

import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** What the experiments that go through values of lambda are asked. */
final class SweepOptions {
  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Steps of the optimisation in EUBO (default 2000).")
  private Optional<Integer> iterations = Optional.empty();

  /** Steps of EUBO; empty for its default. */
  OptionalInt steps() {
    if (iterations.isPresent() && iterations.get() < 1) {
      throw new BadInputException("--iterations must be at least 1, got " + iterations.get());
    }
    return iterations.map(OptionalInt::of).orElse(OptionalInt.empty());
  }
}
