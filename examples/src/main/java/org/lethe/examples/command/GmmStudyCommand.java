package org.lethe.examples.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lethe.core.data.AtomicFile;
import org.lethe.examples.experiment.GmmStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The mixture experiment over several data sets. */
@Command(
    name = "gmm-study",
    header = "Carry the mixture experiment out on several data sets, and print medians.",
    description = {
      "",
      "Lists the seeds that were refused, and those where it came too far off.",
      ""
    },
    customSynopsis = {
      "lethe experiment gmm-study [--seeds=N] [--engine=E] [--method=M] [--rows=N] [OPTIONS]"
    },
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {
      "0:the medians are as they should be, and so is every seed that was not refused",
      "1:they are not; the reason is printed",
      "2:wrong usage or bad input, said in one line"
    },
    footer = {"", "Example:", "    lethe experiment gmm-study --seeds 10"})
public final class GmmStudyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private GmmOptions what;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Data sets (default 10), from --seed on.")
  private int seeds = 10;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Writes the results of all seeds as JSON.")
  private Optional<Path> out = Optional.empty();

  @Mixin private RunOptions how;

  @Override
  public Integer call() {
    if (seeds < 1) {
      throw new BadInputException("--seeds must be at least 1, got " + seeds);
    }
    GmmStudy study =
        GmmStudy.of(what.engine(), what.method(), what.rows(), what.erase(), seeds, how.run());
    out.ifPresent(file -> AtomicFile.write(file, study.json()));
    spec.commandLine().getOut().print(study);
    return study.holds() ? ExitStatus.HELD : ExitStatus.DID_NOT_HOLD;
  }
}
