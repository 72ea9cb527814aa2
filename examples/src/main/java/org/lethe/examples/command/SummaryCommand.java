package org.lethe.examples.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lethe.core.data.Table;
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
      "",
      "With --report, writes a page with plots: traces and ranks of the chains of a fit by draws,",
      "and, given the rows, a predictive check: data that the model draws anew beside them.",
      ""
    },
    customSynopsis = {"lethe summary FIT [--data=F.csv] [--report=F.html]"},
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {
      "0:shown",
      "2:the file is missing, no fit, or damaged; or --data or --report is not for it"
    },
    footer = {
      "",
      "Example:",
      "    lethe summary y.fit",
      "    lethe summary y.fit --data data.csv --report y.html"
    })
public final class SummaryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FIT", description = "A file that lethe fit, forget or learn wrote.")
  private Path file;

  @Option(
      names = "--data",
      paramLabel = "F.csv",
      description = "The rows that the fit stands for, for sharper means and a predictive check.")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--report", paramLabel = "F.html", description = "The page's new file.")
  private Optional<Path> report = Optional.empty();

  @Override
  public Integer call() {
    report.ifPresent(page -> OutputFile.check("--report", page));
    SavedFit saved = SavedFit.open(file);
    boolean draws = saved.fit().posterior() instanceof DrawsPosterior;
    requireUse(saved, draws);
    PrintWriter out = spec.commandLine().getOut();
    FitText text = new FitText(saved.fit(), saved.regression(), out);
    Optional<Table> rows = data.map(saved::ownRows);
    Optional<List<ZeroVariance>> means =
        draws && saved.fit().provenance().isRoot()
            ? rows.map(
                table ->
                    ZeroVariance.means(
                        (DrawsPosterior) saved.fit().posterior(), table, Device.auto()))
            : Optional.empty();
    text.table();
    means.ifPresent(text::means);
    text.verdict();
    text.provenance();
    report.ifPresent(
        page -> {
          new FitReport(saved, rows).html().save(page);
          out.println("wrote " + page);
        });
    return ExitStatus.HELD;
  }

  /** Refuses options that would add nothing. */
  private void requireUse(SavedFit saved, boolean draws) {
    if (report.isPresent()) {
      if (!draws && data.isEmpty()) {
        throw new BadInputException(
            "--report: "
                + saved.file()
                + " has a formula and no chains to show; give --data for a predictive check");
      }
    } else if (data.isPresent() && !saved.fit().provenance().isRoot()) {
      throw new BadInputException(
          "--data: sharper means are for draws of the posterior itself, and "
              + saved.file()
              + " was made from another fit by "
              + saved.fit().provenance().recipe().engine());
    } else if (data.isPresent() && !draws) {
      throw new BadInputException(
          "--data: sharper means are for fits by draws, and " + saved.file() + " has a formula");
    }
  }
}
