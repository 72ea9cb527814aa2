package org.lethe.unlearning.bif;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Edit;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.EditedLikelihood;
import org.lethe.unlearning.Forgetting;
import org.lethe.unlearning.Request;

/**
 * Influence without the rows that stay and without their Hessian: ΔE[θ] = Cov(θ, Σ_{D_e} h) over
 * the draws, by which all of them move. For a Gaussian posterior this is the step with H_D; (I −
 * ΣH̄_e)⁻¹, Σ the covariance of the draws and H̄_e the mean Hessian of the edited rows, makes it
 * the step with H_r. It has a Monte Carlo error, found from {@value #BLOCKS} blocks of draws in a
 * row, and is refused where the shift is less than three times that. The verdict is doubtful by the
 * rules of {@link Bif} that need no other rows: where the result lies outside what the original
 * knew, and where weights 1/p(D_e | θ) would leave few effective draws.
 */
public final class HessianFree implements Forgetting<DrawsPosterior> {

  /** The smallest shift, in Monte Carlo errors. */
  public static final double SMALLEST = 3;

  private static final int BLOCKS = 20;
  private static final int AVERAGED = 1000;

  /**
   * What the draws say.
   *
   * @param step of E[θ]
   * @param error the Monte Carlo standard error of each component
   * @param signalToNoise the length of the step over that of its error, in posterior standard
   *     deviations
   * @param cost what it cost
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over whole; compared by nobody
  public record Shift(double[] step, double[] error, double signalToNoise, Cost cost) {}

  private HessianFree() {}

  /** The method; it has no options. */
  public static HessianFree of() {
    return new HessianFree();
  }

  @Override
  public Recipe recipe() {
    return new Recipe(Bif.NAME, Map.of("curvature", "covariance of the draws", "order", 1));
  }

  /**
   * {@inheritDoc}
   *
   * @throws FaintInfluenceException when the shift is less than three times its error
   * @throws IndefiniteCurvatureException when the edited rows outweigh the posterior
   */
  @Override
  public <P extends DrawsPosterior> Fit<P> forget(Fit<P> fit, Edit edit, Run run) {
    long begun = System.nanoTime();
    Request<P> request = new Request<>("Bif", fit, edit, run);
    Found found = find(fit, edit, run);
    Shift shift = found.shift();
    if (!(shift.signalToNoise() >= SMALLEST)) {
      throw new FaintInfluenceException(shift.signalToNoise(), SMALLEST);
    }
    DrawsPosterior draws = fit.posterior();
    Points moved = found.points().shifted(shift.step());
    double[][][] chains = moved.chains(draws.size());
    return request.result(
        draws
            .logWeights()
            .map(weights -> Draws.weighted(fit.model(), chains, weights))
            .orElseGet(() -> Draws.of(fit.model(), chains)),
        recipe(),
        found.remainder(moved).verdict(),
        begun,
        shift.cost().rowGradients(),
        shift.cost().rowHessianProducts(),
        List.of(
            Channel.open(
                "start value",
                "the shift is a covariance over draws of the posterior that knew the rows")));
  }

  /** The shift alone, with its error, however faint. */
  public Shift shift(Fit<? extends DrawsPosterior> fit, Edit edit, Run run) {
    return find(fit, edit, run).shift();
  }

  /** The shift with what it was made of: the draws, and log p of what the edit adds to each. */
  @SuppressWarnings("ArrayRecordComponent") // handed on whole; compared by nobody
  private record Found(Shift shift, Points points, Axes axes, double[] log) {

    Remainder remainder(Points moved) {
      return new Remainder(
          0,
          0,
          Remainder.outside(points.mean(), axes, moved.gamma(), moved.weight()),
          Optional.empty(),
          Remainder.effective(points, log));
    }
  }

  private static Found find(Fit<? extends DrawsPosterior> fit, Edit edit, Run run) {
    Points points = Points.of(fit.posterior());
    int d = fit.model().dimension();
    Checks.that(
        points.size() >= 2 * BLOCKS && points.size() > 2 * d,
        "Bif: there must be at least %d draws for a covariance, got %d",
        Math.max(2 * BLOCKS, 2 * d + 1),
        points.size());
    Tally tally = new Tally(run, 1);
    Axes axes = Axes.of(points);
    double[] mean = points.mean();
    double[] log;
    tally.gradients((long) points.size() * edit.rows().size());
    try (EditedLikelihood likelihood = EditedLikelihood.of(fit.model(), edit, run.device())) {
      log = likelihood.at(points.gamma());
    }
    double[][] blocks = products(points, axes, mean, log);
    Cholesky inflation = inflation(fit, edit, run, points, axes, tally);
    double[] step = new double[d];
    double[] errors = new double[d];
    double noise = 0;
    double[] middle = new double[d];
    for (double[] block : blocks) {
      Vectors.add(middle, 1.0 / BLOCKS, block);
    }
    double[] u = inflation.solve(middle);
    double signal = Vectors.norm(u);
    for (double[] block : blocks) {
      double[] gap = block.clone();
      Vectors.add(gap, -1, middle);
      double[] moved = inflation.solve(gap);
      noise += Vectors.dot(moved, moved) / (BLOCKS * (BLOCKS - 1.0));
      double[] outside = axes.outside(moved, d);
      for (int i = 0; i < d; i++) {
        errors[i] += outside[i] * outside[i] / (BLOCKS * (BLOCKS - 1.0));
      }
    }
    System.arraycopy(axes.outside(u, d), 0, step, 0, d);
    Arrays.setAll(errors, i -> Math.sqrt(errors[i]));
    double ratio = noise > 0 ? signal / Math.sqrt(noise) : Double.POSITIVE_INFINITY;
    Shift shift = new Shift(step, errors, signal == 0 ? 0 : ratio, tally.cost());
    return new Found(shift, points, axes, log);
  }

  /** Cov(u, log) as the mean of its blocks [blocks × d]. */
  private static double[][] products(Points points, Axes axes, double[] mean, double[] log) {
    double centre = Vectors.dot(points.weight(), log);
    double[][] blocks = new double[BLOCKS][mean.length];
    for (int s = 0; s < points.size(); s++) {
      double[] shift = points.gamma()[s].clone();
      Vectors.add(shift, -1, mean);
      int block = (int) ((long) s * BLOCKS / points.size());
      double weight = points.weight()[s] * BLOCKS * (log[s] - centre);
      Vectors.add(blocks[block], weight, axes.coordinates(shift));
    }
    return blocks;
  }

  /** I + H̄ of the edited rows along the axes, along which Σ = I. */
  private static Cholesky inflation(
      Fit<? extends DrawsPosterior> fit,
      Edit edit,
      Run run,
      Points points,
      Axes axes,
      Tally tally) {
    RandomStream none = RandomStream.of(run.seed());
    try (MeanEnergy energy =
        new MeanEnergy(EnergyFunction.of(fit.model(), run.device()), none, axes, tally)) {
      Matrix edited = energy.hessian(points.thinned(AVERAGED), 0, Batch.of(edit));
      return Cholesky.of(edited.damped(1));
    } catch (IndefiniteCurvatureException e) {
      throw e.withoutOptions();
    }
  }
}
