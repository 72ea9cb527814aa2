package org.lethe.examples.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.lethe.core.data.AtomicFile;
import org.lethe.examples.experiment.MoonExperiment;
import org.lethe.examples.experiment.MoonResult;
import org.lethe.examples.experiment.MoonText;
import org.lethe.examples.experiment.MoonVariant;
import org.lethe.examples.experiment.SweepResult;
import org.lethe.examples.experiment.SweepText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The moon experiment. */
@Command(
    name = "moons",
    header = "Forget 20 of 100 moons at six values of lambda, by two methods.",
    description = {
      "",
      "Classification by a sparse Gaussian process with known hyperparameters, full-rank posterior.",
      "Each result is measured against a retrain and printed beside the published number. Writes",
      "result.json, kl-against-lambda.png and surfaces.png: the probability of label 1 before,",
      "after and retrained.",
      ""
    },
    customSynopsis = {
      "lethe experiment moons [--variant=NAME] [--seed=N] [--iterations=N] [--out=DIR] [OPTIONS]"
    },
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {
      "0:every published claim was found again",
      "1:one was not; it is printed",
      "2:wrong usage or bad input, said in one line"
    },
    footer = {"", "Example:", "    lethe experiment moons --variant ordered --out moons"})
public final class MoonsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "What is erased: ordered (default), random, class-30, class-40 or class-50.")
  private MoonVariant variant = MoonVariant.ORDERED;

  @Mixin private SweepOptions sweep;

  @Mixin private OutputDirectory output;

  @Mixin private RunOptions how;

  @Override
  public Integer call() {
    OptionalInt steps = sweep.steps();
    Path out = output.make();
    MoonResult moons = new MoonExperiment(variant, steps, how.run()).in(out);
    SweepResult result = moons.sweep();
    AtomicFile.write(out.resolve("result.json"), result.json());
    result.plot(out.resolve("kl-against-lambda.png"));
    moons.surfaces().savePng(out.resolve("surfaces.png"));
    SweepText text = MoonText.of(variant, result);
    PrintWriter answer = spec.commandLine().getOut();
    answer.print(text);
    answer.println("wrote result.json, kl-against-lambda.png and surfaces.png to " + out);
    return text.holds() ? ExitStatus.HELD : ExitStatus.DID_NOT_HOLD;
  }
}
