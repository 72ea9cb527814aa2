package org.lethe.inference.laplace;

import java.util.Arrays;
import java.util.Optional;
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
   * The fit with its curvature; the cost grows by what that took.
   *
   * @param data the rows that the fit stands for
   * @throws DataException when they are other rows
   * @throws IllegalArgumentException when the posterior is neither draws nor Gaussian
   */
  public static <P extends Posterior> Fit<P> in(Fit<P> fit, Table data, Run run) {
    if (!data.digest().equals(fit.provenance().dataDigest())) {
      throw new DataException(
          "StoredCurvature: the table must hold the rows that the fit stands for, and does not");
    }
    long begun = System.nanoTime();
    Mean mean = mean(fit, Batch.of(data), run);
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
    if (!(fit.posterior() instanceof GaussianPosterior q)) {
      throw new IllegalArgumentException(
          "StoredCurvature: posterior must be draws or a Gaussian, got "
              + fit.posterior().getClass().getSimpleName());
    }
    if (fit.provenance().engine().engine().equals(Laplace.ENGINE)) {
      try (EnergyFunction energy = EnergyFunction.of(model, run.device())) {
        return mean(model, energy, new double[][] {q.mean()}, new double[] {1}, data, noise);
      }
    }
    Expectation how =
        Expectation.Quadrature.applies(model)
            ? Expectation.Quadrature.standard()
            : new Expectation.Draws(PARTICLES, false);
    try (VariationalEnergy energy =
        VariationalEnergy.of(model, Family.of(q)).expectation(how).on(run.device())) {
      // ∇²_m E[F(m + Lε)] = E[∇²F]: the block of the mean
      return mean(model, energy, new double[][] {energy.lambda(q)}, new double[] {1}, data, noise);
    }
  }

  private static Mean overDraws(DrawsPosterior draws, Batch data, RandomStream noise, Run run) {
    int n = draws.chains() * draws.size();
    int some = Math.min(n, DRAWS);
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
    Model model = draws.model();
    try (EnergyFunction energy = EnergyFunction.of(model, run.device())) {
      return mean(model, energy, points, weight, data, noise);
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
