package org.lethe.unlearning.baseline;

import java.util.List;
import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.VariationalEnergy;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;
import org.lethe.inference.svi.Descent;
import org.lethe.inference.svi.Optimizer;
import org.lethe.inference.svi.Optimum;
import org.lethe.unlearning.Forgetting;
import org.lethe.unlearning.Request;

/**
 * Continues the descent of SVI on the rows that stay, from the posterior that knew the others: so
 * many steps of Adam over the full batch, at a stated cost in row gradients. Given steps enough it
 * ends where a retrain does; its result says nothing of what was forgotten on the way, so it is
 * doubtful by itself. With a penalty ½λ|m − m₀|² on the distance of the mean from the original, in
 * posterior standard deviations, it ends between the two.
 */
public final class FineTune implements Forgetting<VariationalPosterior> {

  private static final int PARTICLES = 16;
  private static final StepSize RATE = StepSize.exponential(0.05, 5e-4);

  private final Table remaining;
  private final int steps;
  private final double penalty;

  private FineTune(Table remaining, int steps, double penalty) {
    this.remaining = remaining;
    this.steps = steps;
    this.penalty = penalty;
  }

  /** So many steps on the data after the edit. */
  public static FineTune of(Table remaining, int steps) {
    Checks.positive("FineTune", "steps", steps);
    return new FineTune(remaining, steps, 0);
  }

  /** With an L2 penalty on the distance from the original; 0 for none. */
  public FineTune penalty(double lambda) {
    return new FineTune(
        remaining,
        steps,
        Checks.inRange("FineTune", "penalty lambda", lambda, 0, Double.MAX_VALUE));
  }

  @Override
  public Recipe recipe() {
    return new Recipe("fine-tune", Map.of("steps", steps, "penalty", penalty));
  }

  /**
   * {@inheritDoc}
   *
   * @throws org.lethe.core.data.DataException also when the remaining table is not the fit's data
   *     after the edit
   */
  @Override
  public <P extends VariationalPosterior> Fit<P> forget(Fit<P> fit, Edit edit, Run run) {
    long begun = System.nanoTime();
    Request<P> request = new Request<>("FineTune", fit, edit, run);
    Batch rows = Batch.of(request.remaining(remaining));
    GaussianPosterior original = request.gaussian();
    Expectation how = Expectation.of(fit, new Expectation.Draws(PARTICLES, true));
    try (VariationalEnergy<GaussianPosterior> energy =
        VariationalEnergy.of(original.model(), Family.of(original))
            .frame(Family.of(original).frame(original))
            .expectation(how)
            .on(run.device())) {
      Tether tethered = new Tether(energy, original.mean().length, penalty);
      Descent descent =
          new Descent(
              "fine-tune",
              tethered,
              energy.lambda(original),
              rows,
              RandomStream.of(run.seed()),
              request.identity(recipe()));
      Optimizer optimizer = Optimizer.of(steps, RATE).tail(energy.isNoisy() ? 0.5 : 0);
      Optimum optimum = optimizer.minimise(descent, run);
      return request.result(
          energy.posterior(optimum.lambda()),
          recipe(),
          Verdict.doubtful("a baseline: nothing says how much of the rows is left"),
          begun,
          optimum.rowGradients(),
          0,
          List.of(
              Channel.open(
                  "start value", "the descent started at the posterior that knew the rows"),
              Channel.closed("optimiser state", "a new optimiser, started at rest")));
    }
  }
}
