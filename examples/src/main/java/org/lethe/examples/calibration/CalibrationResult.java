package org.lethe.examples.calibration;

import java.util.Comparator;
import java.util.List;
import org.lethe.examples.text.TextTable;
import org.lethe.examples.text.Words;
import org.lethe.validation.calibration.Calibration;
import org.lethe.validation.calibration.Uniformity;

/**
 * What ranks look like.
 *
 * @param simulations of each model
 * @param tried model by model
 */
public record CalibrationResult(int simulations, List<Tried> tried) {
  /** Uniform ranks look worse than this under one seed in a thousand. */
  private static final double FALSE_ALARM = 1e-3;

  /** Copies the list. */
  public CalibrationResult {
    tried = List.copyOf(tried);
  }

  /**
   * An engine on a model.
   *
   * @param model its name
   * @param engine its name
   * @param ranks of each quantity
   * @param right whether they should be uniform
   */
  public record Tried(String model, String engine, List<Uniformity> ranks, boolean right) {
    /** Whether they look uniform. */
    public boolean uniform() {
      return Calibration.falseAlarm(ranks) > FALSE_ALARM;
    }

    private Uniformity worst() {
      return ranks.stream().min(Comparator.comparingDouble(Uniformity::chiSquare)).orElseThrow();
    }
  }

  /** Whether every engine passes that should, and none that should not. */
  public boolean holds() {
    return tried.stream().allMatch(t -> t.uniform() == t.right());
  }

  @Override
  public String toString() {
    TextTable table =
        TextTable.of(
            "model", "engine", "worst quantity", "chi-square p", "all p", "ranks", "expected");
    for (Tried t : tried) {
      table.row(
          t.model(),
          t.engine(),
          t.worst().quantity(),
          Words.number(t.worst().chiSquare()),
          Words.number(Calibration.falseAlarm(t.ranks())),
          t.uniform() ? "uniform" : "not uniform",
          t.right() ? "uniform" : "not uniform");
    }
    return "Ranks of the true parameters among 63 posterior draws in "
        + simulations
        + " simulated worlds (Talts et al. 2018);\nuniform ranks are taken for others under one seed"
        + " in a thousand\n\n"
        + table;
  }
}
