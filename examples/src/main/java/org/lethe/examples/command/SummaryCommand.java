package org.lethe.examples.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lethe.core.expr.Device;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.inference.diagnostics.ZeroVariance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a fit file holds. */
@Command(
    name = "summary",
    header = "Show what a fit says and where it came from.",
    description = {
      "",
      "Prints location and spread of each quantity, the verdict, the provenance, and the channels",
      "through which erased rows might still act. The file holds no rows and no ids.",
      "",
      "Given the rows, a fit by draws also says its means with less Monte Carlo error: the"
          + " gradient",
      "at each draw has mean zero, and what a quantity shares with it is taken off.",
      ""
    },
    customSynopsis = {"lethe summary FIT [--data=F.csv]"},
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {"0:shown", "2:the file is missing, is no fit, or is damaged"},
    footer = {"", "Example:", "    lethe summary y.fit"})
public final class SummaryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FIT", description = "A file that lethe fit, forget or learn wrote.")
  private Path file;

  @Option(
      names = "--data",
      paramLabel = "F.csv",
      description = "The rows that the fit stands for, for sharper means of draws.")
  private Optional<Path> data = Optional.empty();

  @Override
  public Integer call() {
    SavedFit saved = SavedFit.open(file);
    PrintWriter out = spec.commandLine().getOut();
    FitText text = new FitText(saved.fit(), saved.regression(), out);
    text.table();
    data.ifPresent(csv -> text.means(means(saved, csv)));
    text.verdict();
    text.provenance();
    return ExitStatus.HELD;
  }

  private static List<ZeroVariance> means(SavedFit saved, Path csv) {
    if (saved.fit().posterior() instanceof DrawsPosterior draws) {
      return ZeroVariance.means(draws, saved.ownRows(csv), Device.auto());
    }
    throw new BadInputException(
        "--data: sharper means are for fits by draws, and " + saved.file() + " has a formula");
  }
}
