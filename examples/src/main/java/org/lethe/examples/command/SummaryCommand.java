package org.lethe.examples.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
      ""
    },
    customSynopsis = {"lethe summary FIT"},
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {"0:shown", "2:the file is missing, is no fit, or is damaged"},
    footer = {"", "Example:", "    lethe summary y.fit"})
public final class SummaryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FIT", description = "A file that lethe fit, forget or learn wrote.")
  private Path file;

  @Override
  public Integer call() {
    SavedFit saved = SavedFit.open(file);
    PrintWriter out = spec.commandLine().getOut();
    FitText text = new FitText(saved.fit(), saved.regression(), out);
    text.table();
    text.verdict();
    text.provenance();
    return ExitStatus.HELD;
  }
}
