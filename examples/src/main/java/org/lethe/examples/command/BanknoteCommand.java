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
import org.lethe.inference.energy.Family;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The banknote experiment. */
@Command(
    name = "banknote",
    header = "Forget 412 of 1372 banknotes at six values of lambda, by two methods.",
    description = {
      "",
      "Logistic regression on raw features, prior N(0, 100^2 I), full-rank posterior. Each result",
      "is measured against a retrain and printed beside the published number. Writes result.json",
      "and kl-against-lambda.png.",
      ""
    },
    customSynopsis = {
      "lethe experiment banknote [--family=FAMILY] [--seed=N] [--iterations=N] [--out=DIR]"
          + " [OPTIONS]"
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

  @Option(
      names = "--family",
      paramLabel = "FAMILY",
      converter = FamilyName.Reader.class,
      description =
          "full-rank (default), or flow or flow:LAYERS: the same of a normalising flow, after the"
              + " full rank; nothing was published of it, and it takes minutes where the full rank"
              + " takes tens of seconds.")
  private FamilyName family = FamilyName.FULL_RANK;

  @Mixin private SweepOptions sweep;

  @Mixin private OutputDirectory output;

  @Mixin private RunOptions how;

  @Override
  public Integer call() {
    if (family.flow().isEmpty() && !family.equals(FamilyName.FULL_RANK)) {
      throw new BadInputException(
          "--family must be full-rank, flow or flow:LAYERS here, got " + family);
    }
    OptionalInt steps = sweep.steps();
    Path out = output.make();
    SweepResult result = new BanknoteExperiment<>(Family.fullRank(), steps, how.run()).in(out);
    SweepText text = BanknoteText.of(result);
    PrintWriter answer = spec.commandLine().getOut();
    answer.print(text);
    write(result, "", out, answer);
    family.flow().ifPresent(layers -> flow(layers, steps, out, answer));
    return text.holds() ? ExitStatus.HELD : ExitStatus.DID_NOT_HOLD;
  }

  private void flow(int layers, OptionalInt steps, Path out, PrintWriter answer) {
    SweepResult result = new BanknoteExperiment<>(Family.flow(layers), steps, how.run()).in(out);
    answer.println();
    answer.print(BanknoteText.beside(result));
    write(result, "flow-", out, answer);
  }

  private static void write(SweepResult result, String prefix, Path out, PrintWriter answer) {
    String json = prefix + "result.json";
    String plot = prefix + "kl-against-lambda.png";
    AtomicFile.write(out.resolve(json), result.json());
    result.plot(out.resolve(plot));
    answer.println("wrote " + json + " and " + plot + " to " + out);
  }
}
