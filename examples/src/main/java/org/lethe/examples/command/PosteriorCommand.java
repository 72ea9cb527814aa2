package org.lethe.examples.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lethe.core.data.AtomicFile;
import org.lethe.examples.posteriordb.PosteriorExperiment;
import org.lethe.examples.posteriordb.PosteriorResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Posteriors beside their references. */
@Command(
    name = "posterior",
    header = "Sample posteriors whose reference is known, and compare.",
    description = {
      "",
      "Five posteriors of posteriordb, sampled by NUTS: 4 chains of 1000 draws after 1000 of warm-up.",
      "A posterior is found where mean and sd of every quantity lie within 4 standard errors of the",
      "10 000 reference draws, by sqrt(MCSE^2 + MCSE_ref^2), and R-hat is below 1.01; with several",
      "seeds, where it is under nine of ten. Trajectories of eight schools may diverge no more often",
      "than Stan's do, 29 in twenty runs, at a false-alarm rate of 1e-4; elsewhere none may.",
      "With --out, writes posterior.json there.",
      "",
      "    eight_schools-eight_schools_noncentered   kidiq-kidscore_momiq   arK-arK",
      "    mesquite-logmesquite_logvolume            gp_pois_regr-gp_regr",
      ""
    },
    customSynopsis = {
      "lethe experiment posterior --model=NAME [--seed=N] [--seeds=N] [--out=DIR] [OPTIONS]"
    },
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {
      "0:every posterior was found, with no more divergences than Stan's rate lets expect",
      "1:one was not, and is marked as off; or there are too many divergences",
      "2:wrong usage or bad input, said in one line"
    },
    footer = {"", "Example:", "    lethe experiment posterior --model arK"})
public final class PosteriorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      required = true,
      description = "A posterior, by its name or either half of it, or all.")
  private String model = "";

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "Runs of each, under consecutive seeds (default 1).")
  private int seeds;

  @Option(names = "--out", paramLabel = "DIR", description = "Where posterior.json goes.")
  private Optional<Path> out = Optional.empty();

  @Mixin private RunOptions how;

  @Override
  public Integer call() {
    if (seeds < 1) {
      throw new BadInputException("--seeds must be at least 1, got " + seeds);
    }
    out.ifPresent(directory -> OutputFile.directory("--out", directory));
    PosteriorResult result = PosteriorExperiment.of(model, seeds).run(how.run());
    PrintWriter answer = spec.commandLine().getOut();
    answer.print(result);
    out.ifPresent(
        directory -> {
          byte[] json = (result.json() + "\n").getBytes(StandardCharsets.UTF_8);
          AtomicFile.write(directory.resolve("posterior.json"), json);
          answer.println("wrote posterior.json to " + directory);
        });
    return result.holds() ? ExitStatus.HELD : ExitStatus.DID_NOT_HOLD;
  }
}
