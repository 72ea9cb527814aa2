package org.lethe.unlearning.baseline;

import java.util.List;
import java.util.Map;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.Run;
import org.lethe.inference.sgmcmc.Sgmcmc;
import org.lethe.unlearning.Forgetting;
import org.lethe.unlearning.Request;

/**
 * Fine-tuning of draws: the sampler goes on from where each chain of the original ended, on the
 * rows that stay. The published influence of draws does so between its steps; alone it is the
 * baseline that says what that does. A chain that runs long enough forgets where it started; how
 * long that is nobody knows beforehand, so its result is doubtful by itself. Its cost is that of
 * the sampler: chains × steps × rows a step.
 *
 * <p>There is no L2 penalty on the distance from the original, as {@link FineTune} has: draws that
 * are held to where they were are draws of no posterior.
 */
public final class ContinuedChain implements Forgetting<DrawsPosterior> {

  private final Sgmcmc sampler;
  private final Table remaining;

  private ContinuedChain(Sgmcmc sampler, Table remaining) {
    this.sampler = sampler;
    this.remaining = remaining;
  }

  /**
   * On the data after the edit, with the steps, the burn-in and the thinning of the sampler; its
   * number of chains is that of the original.
   */
  public static ContinuedChain of(Sgmcmc sampler, Table remaining) {
    return new ContinuedChain(sampler, remaining);
  }

  @Override
  public Recipe recipe() {
    Recipe recipe = sampler.recipe();
    return new Recipe(
        "continued-chain", Map.of("engine", recipe.engine(), "options", recipe.options()));
  }

  /**
   * {@inheritDoc}
   *
   * @throws org.lethe.core.data.DataException also when the remaining table is not the fit's data
   *     after the edit
   * @throws org.lethe.inference.sgmcmc.DivergenceException when a chain is no longer finite
   */
  @Override
  public <P extends DrawsPosterior> Fit<P> forget(Fit<P> fit, Edit edit, Run run) {
    long begun = System.nanoTime();
    Request<P> request = new Request<>("ContinuedChain", fit, edit, run);
    Fit<DrawsPosterior> on =
        sampler.from(fit.posterior()).fit(fit.model(), request.remaining(remaining), run);
    return request.result(
        on.posterior(),
        recipe(),
        on.verdict().and(Verdict.doubtful("a baseline: nothing says how much of the rows is left")),
        begun,
        on.cost().rowGradients(),
        on.cost().rowHessianProducts(),
        List.of(
            Channel.open("start value", "chains started at draws of the posterior that knew them"),
            Channel.closed("sampler state", "momenta and thermostats began anew")));
  }
}
