package org.lethe.examples.experiment;

import java.util.Arrays;
import java.util.Optional;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Posterior;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;
import org.lethe.inference.svi.Start;
import org.lethe.inference.svi.Svi;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.baseline.FineTune;
import org.lethe.unlearning.bif.Bif;
import org.lethe.unlearning.bif.Solver;
import org.lethe.unlearning.eubo.Eubo;
import org.lethe.unlearning.reversekl.ReverseKl;
import org.lethe.validation.divergence.Centres;

/** Mean-field SVI over reparametrised draws, in minibatches. */
final class GmmVariational implements GmmEngine<GaussianPosterior> {

  private static final int BATCH = 64;
  private static final int STEPS = 2000;
  private static final int TUNING = 1000;
  private static final StepSize RATE = StepSize.exponential(0.2, 2e-3);

  /** In posterior sds a step: as far as a retrain, and down to less noise in fewer steps. */
  private static final StepSize TUNING_RATE = StepSize.exponential(0.2, 5e-4);

  /** Steps over all rows, towards an optimum near the start. */
  private static final int PENALISED = 200;

  private static final int AVERAGED = 32;
  private static final Gate GATE = new Gate.Mass(0.999, true);

  @Override
  public String name() {
    return "svi";
  }

  @Override
  public long gradients() {
    return (long) STEPS * BATCH;
  }

  @Override
  public long tuning() {
    return (long) TUNING * BATCH;
  }

  @Override
  public Fit<GaussianPosterior> from(
      double[] theta, Model model, Table rows, long gradients, Run run) {
    double[] scale = new double[theta.length];
    // the sd of a centre that a quarter of the rows tell of
    Arrays.fill(scale, Math.sqrt(Clusters.K / (double) Math.max(Clusters.K, rows.size())));
    return svi(theta, scale, gradients, RATE).fit(model, rows, run);
  }

  @Override
  public Fit<GaussianPosterior> tuned(GaussianPosterior from, Model model, Table rows, Run run) {
    return svi(from.mean(), from.sd(), tuning(), TUNING_RATE).fit(model, rows, run);
  }

  @Override
  public Optional<Fit<GaussianPosterior>> penalised(
      Fit<GaussianPosterior> fit, Edit edit, Table stay, Run run) {
    return Optional.of(FineTune.of(stay, PENALISED).penalty(1).forget(fit, edit, run));
  }

  private static Svi<GaussianPosterior> svi(
      double[] mean, double[] scale, long gradients, StepSize rate) {
    return Svi.of(Family.meanField(), new Expectation.Draws(1, false))
        .steps((int) Math.max(1, gradients / BATCH))
        .rate(rate)
        .batch(BATCH)
        .start(Start.at(mean, scale));
  }

  @Override
  public Fit<GaussianPosterior> forget(
      GmmMethod method, Fit<GaussianPosterior> fit, Edit edit, Table stay, int chunk, Run run) {
    return switch (method) {
      case BIF ->
          fit.curvature().isPresent()
              ? faded(Bif.erasedOnly(Solver.cholesky()).secondOrder(), edit, chunk)
                  .forget(fit, edit, run)
              : faded(Bif.variational(stay, Solver.cholesky()), edit, chunk).forget(fit, edit, run);
      case EUBO -> Eubo.of(GATE).forget(fit, edit, run);
      case REVERSE_KL -> ReverseKl.of(GATE, 1000, 400).forget(fit, edit, run);
      case REWEIGHT -> throw new IllegalArgumentException("gmm: svi keeps no draws to weigh");
    };
  }

  /**
   * Chunks pull in different directions, and their steps wear the scales out; fading does not. With
   * the rows that stay at hand, mean and scales move together in λ: the second order in natural
   * parameters would leave out what the way of the mean does to the curvature of these rows.
   */
  private static <Q extends Posterior> Bif<Q> faded(Bif<Q> bif, Edit edit, int chunk) {
    return bif.averaged(AVERAGED).stages((edit.rows().size() + chunk - 1) / chunk);
  }

  @Override
  public Centres mean(GaussianPosterior posterior) {
    return Centres.of(posterior.mean(), Clusters.K);
  }

  @Override
  public Centres sd(GaussianPosterior posterior) {
    return Centres.of(posterior.sd(), Clusters.K);
  }
}
