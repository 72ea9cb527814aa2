package org.lethe.unlearning.reweight;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Edit;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.diagnostics.Psis;
import org.lethe.inference.run.NumericalException;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.EditedLikelihood;
import org.lethe.unlearning.Forgetting;
import org.lethe.unlearning.Request;

/**
 * Keeps every draw and weighs it by w ∝ 1/p(D_e | θ); learned rows multiply instead. The weights
 * are Pareto-smoothed (Vehtari et al. 2024). It needs the edited rows only, is right for any shape
 * of the posterior, and runs out where hardly a draw lies in the edited posterior: k̂ above 0.7 is
 * an error, an effective number below a tenth of the draws a doubt.
 *
 * <p>A row's value counts as a row gradient in the cost.
 */
public final class Reweight implements Forgetting<DrawsPosterior> {

  private static final int FEWEST = 25;
  private static final double SMALLEST_FRACTION = 0.1;

  private Reweight() {}

  /** The method; it has no options. */
  public static Reweight of() {
    return new Reweight();
  }

  @Override
  public Recipe recipe() {
    return Recipe.of("reweight");
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnreliableWeightsException when k̂ is above 0.7
   * @throws IllegalArgumentException when there are fewer than 25 draws
   */
  @Override
  public <P extends DrawsPosterior> Fit<P> forget(Fit<P> fit, Edit edit, Run run) {
    long begun = System.nanoTime();
    Request<P> request = new Request<>("Reweight", fit, edit, run);
    P draws = fit.posterior();
    int n = draws.chains() * draws.size();
    Checks.that(n >= FEWEST, "Reweight: there must be at least %d draws, got %d", FEWEST, n);
    double[][][] chains = new double[draws.chains()][draws.size()][];
    double[][] all = new double[n][];
    for (int k = 0; k < n; k++) {
      all[k] = draws.draw(k / draws.size(), k % draws.size());
      chains[k / draws.size()][k % draws.size()] = all[k];
    }
    Psis psis = Psis.of(logWeights(draws, all, edit, run));
    if (!psis.isReliable()) {
      throw new UnreliableWeightsException(psis.khat(), psis.ess(), n);
    }
    return request.result(
        Draws.weighted(fit.posterior().model(), chains, psis.logWeights()),
        recipe(),
        verdict(psis.ess(), n),
        begun,
        (long) n * edit.rows().size(),
        0,
        List.of(
            Channel.open(
                "draws",
                "the draws are those of the posterior that knew the rows; their weights alone"
                    + " forget")));
  }

  private static double[] logWeights(DrawsPosterior draws, double[][] all, Edit edit, Run run) {
    double[] log = draws.logWeights().orElse(new double[all.length]);
    double[] ratios;
    try (EditedLikelihood likelihood = EditedLikelihood.of(draws.model(), edit, run.device())) {
      ratios = likelihood.at(all);
    }
    for (int k = 0; k < log.length; k++) {
      if (Double.isNaN(ratios[k]) || ratios[k] == Double.POSITIVE_INFINITY) {
        throw new NumericalException(
            "Reweight: the log-likelihood of the edited rows must be finite, and is not at a draw"
                + " of the posterior; check these rows for values that the model holds impossible");
      }
      log[k] += ratios[k];
    }
    double top = Arrays.stream(log).max().orElseThrow();
    if (top == Double.NEGATIVE_INFINITY) {
      throw new UnreliableWeightsException(Double.POSITIVE_INFINITY, 0, log.length);
    }
    return log;
  }

  private static Verdict verdict(double ess, int draws) {
    return ess < SMALLEST_FRACTION * draws
        ? Verdict.doubtful(
            String.format(
                Locale.ROOT,
                "ESS %.1f of %d weights, below a tenth: the original has too few draws where the"
                    + " edited posterior lies",
                ess,
                draws))
        : Verdict.trusted();
  }
}
