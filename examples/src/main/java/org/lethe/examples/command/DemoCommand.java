package org.lethe.examples.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lethe.examples.experiment.BanknoteDemo;
import org.lethe.examples.experiment.DemoResult;
import org.lethe.examples.experiment.DemoText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job on data shipped inside. */
@Command(
    name = "demo",
    header = "See the main job done on real data, in seconds.",
    description = {
      "",
      "Fits a logistic regression to 1372 banknotes, forgets 412 of them by two methods, and judges",
      "both against a retrain. Writes a report, plots, a certificate, the fits, and the data, so that",
      "the other commands can be tried on them.",
      ""
    },
    customSynopsis = {"lethe demo [--out=DIR] [OPTIONS]"},
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {
      "0:forgetting brought the fit closer to the retrain, and the certificate holds",
      "1:it did not",
      "2:wrong usage or bad input, said in one line"
    },
    footer = {"", "Example:", "    lethe demo --out lethe-demo"})
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "lethe-demo",
      description = "Where everything goes (default lethe-demo).")
  private Path out = Path.of("lethe-demo");

  @Mixin private RunOptions how;

  @Override
  public Integer call() {
    OutputFile.directory("--out", out);
    PrintWriter answer = spec.commandLine().getOut();
    answer.println(
        "Fits a logistic regression to 1372 banknotes, forgets 412 of them, and judges the result.");
    answer.println();
    answer.flush();
    DemoResult result = new BanknoteDemo(how.run()).in(out);
    answer.print(new DemoText(result, out));
    return result.holds() ? ExitStatus.HELD : ExitStatus.DID_NOT_HOLD;
  }
}
