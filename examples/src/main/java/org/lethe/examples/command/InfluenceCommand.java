package org.lethe.examples.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lethe.core.data.AtomicFile;
import org.lethe.examples.experiment.InfluenceExperiment;
import org.lethe.examples.experiment.InfluenceResult;
import org.lethe.examples.experiment.InfluenceScenario;
import org.lethe.examples.experiment.InfluenceText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The influence experiment. */
@Command(
    name = "influence",
    header = "Erase rows of a logistic regression by influence, one refinement after another.",
    description = {
      "",
      "Exact draws of the posterior of made data are moved to where a retrain would have them: all",
      "by one step with the Hessian of all rows, as published; with that of the rows that stay; with",
      "their covariance corrected; with a Stein pass. The last line is how far as many exact draws",
      "of the retrained posterior are from it, which no method can beat. Writes result.json.",
      ""
    },
    customSynopsis = {"lethe experiment influence [--seeds=N] [--out=DIR] [OPTIONS]"},
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {
      "0:every claim was found again",
      "1:one was not; it is printed",
      "2:wrong usage or bad input, said in one line"
    },
    footer = {"", "Example:", "    lethe experiment influence --out influence"})
public final class InfluenceCommand implements Callable<Integer> {
  private static final int DEFAULT_SEEDS = 10;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Medians over so many data sets, of seeds SEED, SEED+1, ... (default 10).")
  private Optional<Integer> seeds = Optional.empty();

  @Mixin private OutputDirectory output;

  @Mixin private RunOptions how;

  @Override
  public Integer call() {
    int many = seeds.orElse(DEFAULT_SEEDS);
    if (many < 1) {
      throw new BadInputException("--seeds must be at least 1, got " + many);
    }
    Path out = output.make();
    List<InfluenceResult> medians = new ArrayList<>();
    for (InfluenceScenario scenario : InfluenceScenario.ALL) {
      List<InfluenceResult> each = new ArrayList<>();
      for (int k = 0; k < many; k++) {
        each.add(new InfluenceExperiment(scenario, how.run(how.seed() + k)).result());
      }
      medians.add(InfluenceResult.median(each));
    }
    InfluenceText text = new InfluenceText(medians, many);
    AtomicFile.write(out.resolve("result.json"), text.json());
    PrintWriter answer = spec.commandLine().getOut();
    answer.print(text);
    answer.println("wrote result.json to " + out);
    return text.holds() ? ExitStatus.HELD : ExitStatus.DID_NOT_HOLD;
  }
}
