package org.lethe.inference.laplace;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.DenseHessian;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.VariationalEnergy;
import org.lethe.inference.run.Run;

/**
 * Keeps the mean Hessian E[∇²F(θ, D)] over a posterior with its fit, so that rows can later be
 * forgotten by influence without the others: H_r = H_D − H_e. The mean is over the draws, over q,
 * or for a Laplace fit at the mode alone.
 */
public final class StoredCurvature {

  /** The mean is over at most so many draws, evenly spaced. */
  public static final int DRAWS = 1000;

  private static final int PARTICLES = 256;

  private StoredCurvature() {}

  /**
   * The fit with its curvature, of the function by which its method saw its rows; the cost grows by
   * what that took.
   *
   * @param data the rows that the fit stands for
   * @throws DataException when they are other rows
   * @throws IllegalArgumentException when the posterior is neither draws nor Gaussian
   */
  public static <P extends Posterior> Fit<P> in(Fit<P> fit, Table data, Run run) {
    return with(fit, data, () -> mean(fit, Batch.of(data), run));
  }

  /**
   * The same with the Hessian at the posterior's mean, for d products of every row and not d times
   * the draws. The two differ by O(1/n) of themselves where the posterior has one narrow mode;
   * where it has several, its mean is in none of them. Of a fit by soft assignment, whose function
   * is of q and not of a point, it is {@link #in}, at the same cost.
   *
   * @throws DataException and the rest as {@link #in}
   */
  public static <P extends Posterior> Fit<P> atMean(Fit<P> fit, Table data, Run run) {
    Batch rows = Batch.of(data);
    return with(
        fit,
        data,
        () ->
            expectation(fit) instanceof Expectation.SoftAssignment
                ? mean(fit, rows, run)
                : at(meanOf(fit.posterior()), fit.model(), rows, run));
  }

  private static <P extends Posterior> Fit<P> with(Fit<P> fit, Table data, Supplier<Mean> of) {
    if (!data.digest().equals(fit.provenance().dataDigest())) {
      throw new DataException(
          "StoredCurvature: the table must hold the rows that the fit stands for, and does not");
    }
    long begun = System.nanoTime();
    Mean mean = of.get();
    double seconds = (System.nanoTime() - begun) * 1e-9;
    return new Fit<>(
        fit.posterior(),
        fit.model(),
        Optional.of(mean.hessian()),
        fit.provenance(),
        fit.verdict(),
        fit.cost().plus(new Cost(seconds, 0, mean.rowHessianProducts())));
  }

  private record Mean(double[][] hessian, long rowHessianProducts) {}

  private static Mean mean(Fit<?> fit, Batch data, Run run) {
    Model model = fit.model();
    RandomStream noise = RandomStream.of(run.seed()).at(0, Purpose.INFLUENCE);
    if (fit.posterior() instanceof DrawsPosterior draws) {
      return overDraws(draws, data, noise, run);
    }
    GaussianPosterior q = gaussian(fit.posterior());
    if (fit.provenance().engine().engine().equals(Laplace.ENGINE)) {
      return at(q.mean(), model, data, run);
    }
    try (VariationalEnergy<?> energy =
        VariationalEnergy.of(model, Family.of(q)).expectation(expectation(fit)).on(run.device())) {
      // ∇²_m E[F(m + Lε)] = E[∇²F]: the block of the mean
      return mean(model, energy, new double[][] {energy.lambda(q)}, new double[] {1}, data, noise);
    }
  }

  private static Expectation expectation(Fit<?> fit) {
    return Expectation.of(fit, new Expectation.Draws(PARTICLES, false));
  }

  private static Mean at(double[] theta, Model model, Batch data, Run run) {
    RandomStream none = RandomStream.of(run.seed());
    try (EnergyFunction energy = EnergyFunction.of(model, run.device())) {
      return mean(model, energy, new double[][] {theta}, new double[] {1}, data, none);
    }
  }

  private static GaussianPosterior gaussian(Posterior posterior) {
    if (posterior instanceof GaussianPosterior q) {
      return q;
    }
    throw new IllegalArgumentException(
        "StoredCurvature: posterior must be draws or a Gaussian, got "
            + posterior.getClass().getSimpleName());
  }

  private static double[] meanOf(Posterior posterior) {
    if (!(posterior instanceof DrawsPosterior draws)) {
      return gaussian(posterior).mean();
    }
    Spread spread = Spread.of(draws, draws.chains() * draws.size());
    double[] mean = new double[draws.model().dimension()];
    for (int k = 0; k < spread.points().length; k++) {
      double weight = spread.weight()[k];
      double[] point = spread.points()[k];
      Arrays.setAll(mean, i -> mean[i] + weight * point[i]);
    }
    return mean;
  }

  /** Draws evenly spaced, with weights that sum to 1. */
  @SuppressWarnings("ArrayRecordComponent") // numbers, compared by nobody
  private record Spread(double[][] points, double[] weight) {

    static Spread of(DrawsPosterior draws, int most) {
      int n = draws.chains() * draws.size();
      int some = Math.min(n, most);
      double[][] points = new double[some][];
      double[] log = draws.logWeights().orElse(new double[n]);
      double top = Arrays.stream(log).max().orElseThrow();
      double[] weight = new double[some];
      for (int k = 0; k < some; k++) {
        int at = (int) ((long) k * n / some);
        points[k] = draws.draw(at / draws.size(), at % draws.size());
        weight[k] = Math.exp(log[at] - top);
      }
      double sum = Arrays.stream(weight).sum();
      Arrays.setAll(weight, k -> weight[k] / sum);
      return new Spread(points, weight);
    }
  }

  private static Mean overDraws(DrawsPosterior draws, Batch data, RandomStream noise, Run run) {
    Spread spread = Spread.of(draws, DRAWS);
    Model model = draws.model();
    try (EnergyFunction energy = EnergyFunction.of(model, run.device())) {
      return mean(model, energy, spread.points(), spread.weight(), data, noise);
    }
  }

  private static Mean mean(
      Model model,
      EnergyFunction energy,
      double[][] points,
      double[] weight,
      Batch data,
      RandomStream noise) {
    int d = model.dimension();
    double[][] hessian = DenseHessian.mean(energy, points, weight, 1, data, noise, d);
    return new Mean(hessian, (long) d * points.length * data.size() * energy.draws());
  }
}
