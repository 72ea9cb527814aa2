package org.lethe.examples.gp;

import java.nio.file.Path;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;

/**
 * A sparse process that learned its hyperparameters and inducing inputs with its posterior, from
 * the learning rows of the first split of the bananas.
 *
 * @param rows what it learned from
 * @param fit what it learned; its model holds the hyperparameters and inducing inputs
 */
public record LearnedProcess(Table rows, Fit<GaussianPosterior> fit) {
  private static final int STEPS = 2000;
  private static final int INDUCING = 30;

  /** Learns; the data are laid down in the directory. */
  public static LearnedProcess banana(Path directory, Run run) {
    return banana(directory, INDUCING, STEPS, run);
  }

  /** By so many inducing inputs in so many steps. */
  public static LearnedProcess banana(Path directory, int inducing, int steps, Run run) {
    Table all = Task.BANANA.in(directory);
    Split split = Split.of(all.ids(), 0, Task.BANANA.trained());
    Table rows = all.select(split.trained());
    Table start = all.select(split.trained().subList(0, inducing));
    SparseProcess process = Task.BANANA.process();
    return new LearnedProcess(
        rows,
        SparseProcess.engine(steps)
            .fit(process.startingAt(process.at(start), rows.schema()), rows, run));
  }

  /** How it learned; given the model of the fit, hyperparameters and inducing inputs are held. */
  public static Engine<GaussianPosterior> engine() {
    return SparseProcess.engine(STEPS);
  }
}
