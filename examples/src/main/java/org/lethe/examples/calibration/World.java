package org.lethe.examples.calibration;

import java.util.List;
import org.lethe.core.model.Model;
import org.lethe.inference.energy.Family;
import org.lethe.inference.hmc.Nuts;
import org.lethe.inference.run.Engine;
import org.lethe.inference.svi.Svi;
import org.lethe.validation.calibration.CalibrationModels;

/**
 * A model, the engine that is tried on it, and whether it should pass.
 *
 * @param model whose rows are simulated
 * @param name of the engine
 * @param engine that is tried
 * @param right whether its posterior can be right
 */
record World(Model model, String name, Engine<?> engine, boolean right) {
  private static final Nuts CHAIN = Nuts.of().chains(1).warmup(200).draws(63 * 8);

  /** NUTS on three models, and two Gaussian families where one of them cannot be right. */
  static List<World> all() {
    return List.of(
        new World(CalibrationModels.linear(), "nuts", CHAIN, true),
        new World(CalibrationModels.logistic(), "nuts", CHAIN, true),
        new World(CalibrationModels.hierarchical(), "nuts", CHAIN.target(0.95), true),
        new World(CalibrationModels.knownNoise(), "svi full-rank", Svi.of(Family.fullRank()), true),
        new World(
            CalibrationModels.knownNoise(), "svi mean-field", Svi.of(Family.meanField()), false));
  }
}
