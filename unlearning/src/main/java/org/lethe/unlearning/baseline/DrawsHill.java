package org.lethe.unlearning.baseline;

import java.util.Arrays;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.unlearning.Weights;

/** The mean of h over draws that all move alike, each coordinate in units of its deviation. */
final class DrawsHill implements Hill {

  /** At most so many draws, evenly spaced, take part in the mean. */
  private static final int AVERAGED = 256;

  private final DrawsPosterior draws;
  private final EnergyFunction energy;
  private final Batch rows;
  private final double[] sd;
  private final double[][] some;
  private final double[] weight;

  DrawsHill(DrawsPosterior draws, Table rows, Device device) {
    this.draws = draws;
    this.energy = EnergyFunction.of(draws.model(), device);
    this.rows = Batch.of(rows);
    int n = draws.chains() * draws.size();
    int count = Math.min(AVERAGED, n);
    double[] logWeights = draws.logWeights().orElse(new double[n]);
    this.some = new double[count][];
    double[] log = new double[count];
    for (int k = 0; k < count; k++) {
      int at = (int) ((long) k * n / count);
      some[k] = draws.draw(at / draws.size(), at % draws.size());
      log[k] = logWeights[at];
    }
    this.weight = Weights.normalised(log);
    this.sd = deviations(some, weight);
  }

  /**
   * √(Σ wₛ (θₛ − m)² / Σ wₛ (1 − wₛ)), m = Σ wₛ θₛ, of weights that sum to 1: for equal ones the
   * usual estimate, with one draw less in the denominator. A single draw has 0.
   */
  private static double[] deviations(double[][] points, double[] weight) {
    double[] mean = new double[points[0].length];
    double[] out = new double[mean.length];
    double rest = 0;
    for (int s = 0; s < points.length; s++) {
      rest += weight[s] * (1 - weight[s]);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += weight[s] * points[s][i];
      }
    }
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (int s = 0; s < points.length; s++) {
        sum += weight[s] * (points[s][i] - mean[i]) * (points[s][i] - mean[i]);
      }
      out[i] = rest == 0 ? 0 : Math.sqrt(sum / rest);
    }
    return out;
  }

  @Override
  public int dimension() {
    return sd.length;
  }

  @Override
  public double loss(double[] shift, RandomStream noise, double[] out) {
    double[][] moved =
        Arrays.stream(some).map(theta -> moved(theta, shift)).toArray(double[][]::new);
    energy.meanGradient(moved, weight, 0, rows, noise, out);
    for (int i = 0; i < sd.length; i++) {
      out[i] *= sd[i] / rows.size();
    }
    double[] each = energy.values(moved, 0, rows, noise);
    double loss = 0;
    for (int k = 0; k < each.length; k++) {
      loss += weight[k] * each[k] / rows.size();
    }
    return loss;
  }

  private double[] moved(double[] theta, double[] shift) {
    double[] out = theta.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] += sd[i] * shift[i];
    }
    return out;
  }

  /** The value is taken apart from the gradient, and counts as one. */
  @Override
  public long rowGradients() {
    return 2L * rows.size() * some.length;
  }

  @Override
  public Posterior at(double[] shift) {
    double[][][] chains = new double[draws.chains()][draws.size()][];
    for (int c = 0; c < chains.length; c++) {
      for (int i = 0; i < chains[c].length; i++) {
        chains[c][i] = moved(draws.draw(c, i), shift);
      }
    }
    return draws
        .logWeights()
        .map(w -> (Posterior) Draws.weighted(draws.model(), chains, w))
        .orElseGet(() -> Draws.of(draws.model(), chains));
  }

  @Override
  public void close() {
    energy.close();
  }
}
