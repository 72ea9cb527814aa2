package org.lethe.unlearning.baseline;

import java.util.List;
import org.lethe.core.data.Edit;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Forgetting;
import org.lethe.unlearning.Request;

/**
 * Keeps the posterior and calls it edited: the yardstick that every method has to beat, and never a
 * result, which its verdict says.
 */
public final class DoNothing implements Forgetting<Posterior> {

  private DoNothing() {}

  /** The baseline. */
  public static DoNothing of() {
    return new DoNothing();
  }

  @Override
  public Recipe recipe() {
    return Recipe.of("do-nothing");
  }

  @Override
  public <P extends Posterior> Fit<P> forget(Fit<P> fit, Edit edit, Run run) {
    long begun = System.nanoTime();
    return new Request<>("DoNothing", fit, edit, run)
        .result(
            fit.posterior(),
            recipe(),
            Verdict.unusable("nothing was done: a baseline to compare with"),
            begun,
            0,
            0,
            List.of(Channel.open("posterior", "it still stands for the data before the edit")));
  }
}
