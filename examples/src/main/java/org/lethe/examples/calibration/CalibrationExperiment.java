package org.lethe.examples.calibration;

import java.util.List;
import org.lethe.inference.run.Run;
import org.lethe.validation.calibration.Calibration;
import org.lethe.validation.calibration.CalibrationModels;
import org.lethe.validation.calibration.Uniformity;

/**
 * Simulation-based calibration of NUTS, and of two Gaussian families, one of which is wrong.
 *
 * @param simulations of each
 */
public record CalibrationExperiment(int simulations) {

  /** Runs it. */
  public CalibrationResult run(Run run) {
    return new CalibrationResult(
        simulations, World.all().stream().map(world -> tried(world, run)).toList());
  }

  private CalibrationResult.Tried tried(World world, Run run) {
    List<Uniformity> ranks =
        Calibration.of(world.model(), CalibrationModels.template())
            .simulations(simulations)
            .of(world.engine(), run);
    return new CalibrationResult.Tried(world.model().name(), world.name(), ranks, world.right());
  }
}
