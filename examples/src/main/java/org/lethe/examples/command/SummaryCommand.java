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
      "Given the rows, a fit by nuts also says its means with less Monte Carlo error: gradients",
      "at its draws have mean zero, and what a quantity shares with them is taken off.",
      ""
    },
    customSynopsis = {"lethe summary FIT [--data=F.csv]"},
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {
      "0:shown",
      "2:the file is missing, no fit, or damaged; or --data is not for it"
    },
    footer = {"", "Example:", "    lethe summary y.fit", "    lethe summary y.fit --data data.csv"})
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
    Optional<List<ZeroVariance>> means = data.map(csv -> means(saved, csv));
    text.table();
    means.ifPresent(text::means);
    text.verdict();
    text.provenance();
    return ExitStatus.HELD;
  }

  private static List<ZeroVariance> means(SavedFit saved, Path csv) {
    if (!saved.fit().provenance().isRoot()) {
      throw new BadInputException(
          "--data: sharper means are for draws of the posterior itself, and "
              + saved.file()
              + " was made from another fit by "
              + saved.fit().provenance().recipe().engine());
    }
    if (saved.fit().posterior() instanceof DrawsPosterior draws) {
      return ZeroVariance.means(draws, saved.ownRows(csv), Device.auto());
    }
    throw new BadInputException(
        "--data: sharper means are for fits by draws, and " + saved.file() + " has a formula");
  }
}
