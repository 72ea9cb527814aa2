package org.lethe.examples.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command that leaves several files puts them: by default, in lethe-COMMAND. */
final class OutputDirectory {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where results go (default lethe-${COMMAND-NAME}).")
  private Optional<Path> out = Optional.empty();

  /** The directory, made where there was none. */
  Path make() {
    return OutputFile.directory("--out", out.orElseGet(() -> Path.of("lethe-" + spec.name())));
  }
}
