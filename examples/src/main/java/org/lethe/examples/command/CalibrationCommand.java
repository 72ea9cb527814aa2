package org.lethe.examples.command;

import java.util.concurrent.Callable;
import org.lethe.examples.calibration.CalibrationExperiment;
import org.lethe.examples.calibration.CalibrationResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Simulation-based calibration. */
@Command(
    name = "calibration",
    header = "Check engines against the models themselves, by simulation.",
    description = {
      "",
      "Draws parameters from the prior and rows from the parameters, fits, and ranks the parameters",
      "among the draws: uniform ranks where the posterior is right. NUTS on three models, and two",
      "Gaussian families on one whose coefficients are correlated, where mean-field must fail.",
      ""
    },
    customSynopsis = {"lethe experiment calibration [--simulations=N] [--seed=N] [OPTIONS]"},
    sortOptions = false,
    exitCodeListHeading = ExitStatus.LIST_HEADING,
    exitCodeList = {
      "0:every engine passed that should, and mean-field did not",
      "1:this is not so; it is printed",
      "2:wrong usage or bad input, said in one line"
    },
    footer = {"", "Example:", "    lethe experiment calibration --simulations 1000"})
public final class CalibrationCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--simulations",
      paramLabel = "N",
      defaultValue = "512",
      description = "Simulated worlds of each model, at least 20 (default 512).")
  private int simulations;

  @Mixin private RunOptions how;

  @Override
  public Integer call() {
    if (simulations < 20) {
      throw new BadInputException("--simulations must be at least 20, got " + simulations);
    }
    CalibrationResult result = new CalibrationExperiment(simulations).run(how.run());
    spec.commandLine().getOut().print(result);
    return result.holds() ? ExitStatus.HELD : ExitStatus.DID_NOT_HOLD;
  }
}
