package org.lethe.examples.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Posterior;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;
import org.lethe.inference.sgmcmc.ChainStart;
import org.lethe.inference.sgmcmc.Sghmc;
import org.lethe.inference.sgmcmc.Sgld;
import org.lethe.inference.sgmcmc.Sgmcmc;
import org.lethe.unlearning.bif.Bif;
import org.lethe.unlearning.bif.Solver;
import org.lethe.unlearning.reweight.Reweight;
import org.lethe.validation.divergence.Centres;

/**
 * SGLD at 4/n·t^−0.15 or SGHMC at 2/n·t^−0.15 with friction 0.4, batches of 64, four chains from
 * one start, so that they are in one mode.
 */
final class GmmSampling implements GmmEngine<DrawsPosterior> {

  private static final int BATCH = 64;
  private static final int CHAINS = 4;
  private static final int STEPS = 6000;
  private static final int BURN_IN = 2000;
  private static final int DRAWS = 250;
  private static final int TUNING = 3000;
  private static final int TUNING_BURN_IN = 1000;
  private static final int AVERAGED = 50;
  private static final double POWER = 0.15;
  private static final double FRICTION = 0.4;

  private final String engine;
  private final int rows;

  /**
   * @param rows of the original, by which step sizes are scaled
   */
  GmmSampling(String engine, int rows) {
    this.engine = engine;
    this.rows = rows;
  }

  @Override
  public String name() {
    return engine;
  }

  @Override
  public long gradients() {
    return (long) STEPS * BATCH * CHAINS;
  }

  @Override
  public long tuning() {
    return (long) TUNING * BATCH * CHAINS;
  }

  private Sgmcmc chains(int steps, int burnIn) {
    Sgmcmc one =
        engine.equals("sgld")
            ? Sgld.of(StepSize.polynomial(4.0 / rows, POWER))
            : Sghmc.of(StepSize.polynomial(2.0 / rows, POWER), FRICTION);
    return one.chains(CHAINS)
        .batch(BATCH)
        .steps(steps)
        .burnIn(burnIn)
        .thin(Math.max(1, (steps - burnIn) / DRAWS));
  }

  @Override
  public Fit<DrawsPosterior> from(
      double[] theta, Model model, Table data, long gradients, Run run) {
    int steps = (int) Math.max(2, gradients / (BATCH * CHAINS));
    double[][] start = new double[CHAINS][];
    Arrays.fill(start, theta);
    return chains(steps, (int) ((long) steps * BURN_IN / STEPS))
        .start(ChainStart.at(start))
        .fit(model, data, run);
  }

  /** Half as many steps of a retrain's burn-in and of its draws. */
  @Override
  public Fit<DrawsPosterior> tuned(DrawsPosterior from, Model model, Table data, Run run) {
    return chains(TUNING, TUNING_BURN_IN).from(from).fit(model, data, run);
  }

  @Override
  public Fit<DrawsPosterior> forget(
      GmmMethod method, Fit<DrawsPosterior> fit, Edit edit, Table stay, int chunk, Run run) {
    return switch (method) {
      case BIF ->
          fit.curvature().isPresent()
              ? options(Bif.erasedOnly(Solver.cholesky()), chunk).forget(fit, edit, run)
              : options(Bif.draws(stay, Solver.cholesky()), chunk).forget(fit, edit, run);
      case REWEIGHT -> Reweight.of().forget(fit, edit, run);
      case EUBO, REVERSE_KL ->
          throw new IllegalArgumentException("gmm: draws have no density to bound");
    };
  }

  private static <Q extends Posterior> Bif<Q> options(Bif<Q> bif, int chunk) {
    return bif.secondOrder().averaged(AVERAGED).chunk(chunk);
  }

  @Override
  public DrawsPosterior within(DrawsPosterior all, Predicate<Centres> mode) {
    if (all.logWeights().isPresent()) {
      return all;
    }
    List<double[][]> inside = inside(all, mode);
    return inside.isEmpty() || inside.size() == all.chains()
        ? all
        : Draws.of(all.model(), inside.toArray(new double[0][][]));
  }

  /** Weighted draws are no chains that could have gone elsewhere. */
  @Override
  public int elsewhere(DrawsPosterior all, Predicate<Centres> mode) {
    return all.logWeights().isPresent() ? 0 : all.chains() - inside(all, mode).size();
  }

  private List<double[][]> inside(DrawsPosterior all, Predicate<Centres> mode) {
    List<double[][]> inside = new ArrayList<>();
    for (int k = 0; k < all.chains(); k++) {
      double[][] chain = new double[all.size()][];
      int at = k;
      Arrays.setAll(chain, i -> all.draw(at, i));
      if (mode.test(mean(Draws.of(all.model(), new double[][][] {chain})))) {
        inside.add(chain);
      }
    }
    return inside;
  }

  @Override
  public Centres mean(DrawsPosterior posterior) {
    return Centres.mean(posterior, Clusters.K);
  }

  @Override
  public Centres sd(DrawsPosterior posterior) {
    return Centres.sd(posterior, Clusters.K);
  }
}
