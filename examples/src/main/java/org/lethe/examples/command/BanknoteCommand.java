package org.lethe.examples.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.lethe.core.data.AtomicFile;
import org.lethe.examples.experiment.BanknoteExperiment;
import org.lethe.examples.experiment.BanknoteText;
import org.lethe.examples.experiment.SweepResult;
import org.lethe.examples.experiment.SweepText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The banknote experiment. */
@Command(
    name = "banknote",
    header = "Forget 412 of 1372 banknotes at six values of lambda, by two methods.",
    description = {
      "",
      "Logistic regression on raw features, prior N(0, 100^2 I), full-rank posterior. Each result is",
      "measured against a retrain and printed beside the published number. Writes result.json and",
      "kl-against-lambda.png.",
      ""
    },
    customSynopsis = {
      "lethe experiment banknote [--seed=N] [--iterations=N] [--out=DIR] [OPTIONS]"
    },
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {
      "0:every published claim was found again",
      "1:one was not; it is printed",
      "2:wrong usage or bad input, said in one line"
    },
    footer = {"", "Example:", "    lethe experiment banknote --out banknote"})
public final class BanknoteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SweepOptions sweep;

  @Mixin private OutputDirectory output;

  @Mixin private RunOptions how;

  @Override
  public Integer call() {
    OptionalInt steps = sweep.steps();
    Path out = output.make();
    SweepResult result = new BanknoteExperiment(steps, how.run()).in(out);
    AtomicFile.write(out.resolve("result.json"), result.json());
    result.plot(out.resolve("kl-against-lambda.png"));
    SweepText text = BanknoteText.of(result);
    PrintWriter answer = spec.commandLine().getOut();
    answer.print(text);
    answer.println("wrote result.json and kl-against-lambda.png to " + out);
    return text.holds() ? ExitStatus.HELD : ExitStatus.DID_NOT_HOLD;
  }
}
