package org.lethe.examples.experiment;

import java.util.Arrays;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.diagnostics.Psis;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.laplace.Laplace;
import org.lethe.inference.run.NumericalException;
import org.lethe.inference.run.Run;

/**
 * A posterior known as exactly as one likes: many draws of its Laplace approximation, weighted by
 * p/q, Pareto-smoothed. Refused where k̂ says that the weights cannot be relied on.
 *
 * @param weighted the draws with their weights
 * @param moments mean and covariance
 */
record ExactDraws(Draws weighted, Gaussian moments) {

  static final int CANDIDATES = 60_000;

  static ExactDraws of(Model model, Table rows, Run run) {
    GaussianPosterior q = Laplace.of().fit(model, rows, run).posterior();
    RandomStream random = RandomStream.of(run.seed());
    double[][] draws = q.draw(CANDIDATES, random.at(0, Purpose.DRAW));
    double[] logRatios = new double[CANDIDATES];
    try (EnergyFunction energy = EnergyFunction.of(model, run.device())) {
      double[] values = energy.values(draws, 1, Batch.of(rows), random);
      Arrays.setAll(logRatios, s -> -values[s] - q.logDensity(draws[s]));
    }
    Psis psis = Psis.of(logRatios);
    if (!psis.isReliable()) {
      throw new NumericalException(
          "the Laplace approximation is too far from the posterior: Pareto k " + psis.khat());
    }
    Draws weighted = Draws.weighted(model, new double[][][] {draws}, psis.logWeights());
    return new ExactDraws(weighted, moments(model, draws, psis.weights()));
  }

  /** So many independent draws, each equally likely. */
  double[][] draw(int n, RandomStream random) {
    return weighted.draw(n, random);
  }

  /** The normal with the mean and covariance of draws. */
  static Gaussian moments(Model model, double[][] draws) {
    double[] even = new double[draws.length];
    Arrays.fill(even, 1.0 / draws.length);
    return moments(model, draws, even);
  }

  private static Gaussian moments(Model model, double[][] draws, double[] weight) {
    int d = model.dimension();
    double[] mean = new double[d];
    double[][] covariance = new double[d][d];
    for (int s = 0; s < draws.length; s++) {
      for (int i = 0; i < d; i++) {
        mean[i] += weight[s] * draws[s][i];
      }
    }
    for (int s = 0; s < draws.length; s++) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j <= i; j++) {
          covariance[i][j] += weight[s] * (draws[s][i] - mean[i]) * (draws[s][j] - mean[j]);
          covariance[j][i] = covariance[i][j];
        }
      }
    }
    return Gaussian.ofCovariance(model, mean, covariance);
  }
}
