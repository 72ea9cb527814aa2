package org.lethe.unlearning.bif;

import java.util.Arrays;
import org.lethe.core.posterior.DrawsPosterior;

/**
 * Where an energy is averaged: the draws of a posterior, or the one γ of another engine.
 *
 * @param gamma [points × dimension]
 * @param weight one each, summing to 1
 */
@SuppressWarnings("ArrayRecordComponent") // numbers, compared by nobody
record Points(double[][] gamma, double[] weight) {

  static Points of(double[] gamma) {
    return new Points(new double[][] {gamma.clone()}, new double[] {1});
  }

  /** Points of equal weight. */
  static Points of(double[][] gamma) {
    return new Points(gamma, normalised(new double[gamma.length]));
  }

  /** All draws of a posterior, chain after chain. */
  static Points of(DrawsPosterior draws) {
    int n = draws.chains() * draws.size();
    double[][] gamma = new double[n][];
    Arrays.setAll(gamma, k -> draws.draw(k / draws.size(), k % draws.size()));
    return new Points(gamma, normalised(draws.logWeights().orElse(new double[n])));
  }

  int size() {
    return weight.length;
  }

  /** At most so many of them, evenly spaced. */
  Points thinned(int most) {
    if (size() <= most) {
      return this;
    }
    double[][] some = new double[most][];
    double[] weights = new double[most];
    for (int k = 0; k < most; k++) {
      int at = (int) ((long) k * size() / most);
      some[k] = gamma[at];
      weights[k] = weight[at];
    }
    double sum = Arrays.stream(weights).sum();
    Vectors.scale(weights, 1 / sum);
    return new Points(some, weights);
  }

  double[] mean() {
    double[] mean = new double[gamma[0].length];
    for (int s = 0; s < gamma.length; s++) {
      Vectors.add(mean, weight[s], gamma[s]);
    }
    return mean;
  }

  double[][] covariance() {
    double[] mean = mean();
    int d = mean.length;
    double[][] out = new double[d][d];
    for (int s = 0; s < gamma.length; s++) {
      double[] shift = gamma[s].clone();
      Vectors.add(shift, -1, mean);
      for (int i = 0; i < d; i++) {
        Vectors.add(out[i], weight[s] * shift[i], shift);
      }
    }
    return out;
  }

  /** Every point moved by the same shift of its first numbers. */
  Points shifted(double[] by) {
    double[][] moved = new double[gamma.length][];
    for (int s = 0; s < gamma.length; s++) {
      moved[s] = gamma[s].clone();
      for (int i = 0; i < by.length; i++) {
        moved[s][i] += by[i];
      }
    }
    return new Points(moved, weight);
  }

  /** μ + A(γ − μ) for each point, μ their mean. */
  Points mapped(double[][] a) {
    double[] mean = mean();
    double[][] moved = new double[gamma.length][];
    for (int s = 0; s < gamma.length; s++) {
      double[] shift = gamma[s].clone();
      Vectors.add(shift, -1, mean);
      moved[s] = new Matrix(a).times(shift);
      Vectors.add(moved[s], 1, mean);
    }
    return new Points(moved, weight);
  }

  /** The points as chains of so many draws. */
  double[][][] chains(int length) {
    double[][][] chains = new double[size() / length][length][];
    for (int k = 0; k < size(); k++) {
      chains[k / length][k % length] = gamma[k];
    }
    return chains;
  }

  private static double[] normalised(double[] logWeights) {
    double top = Arrays.stream(logWeights).max().orElseThrow();
    double[] weights = Arrays.stream(logWeights).map(w -> Math.exp(w - top)).toArray();
    Vectors.scale(weights, 1 / Arrays.stream(weights).sum());
    return weights;
  }
}
