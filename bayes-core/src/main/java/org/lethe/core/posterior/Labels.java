package org.lethe.core.posterior;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lethe.core.model.Model;
import org.lethe.core.model.Parameter;

/**
 * Puts the exchangeable components of draws in one order, see {@link DrawsPosterior#relabelled}.
 */
final class Labels {

  private static final double APART = 3;

  /** Positions in θ of each component's numbers, [K × numbers of a component]. */
  private final int[][] positions;

  private final double[] scale;

  private Labels(Model model, double[][] draws) {
    List<Parameter> parts = model.exchangeable();
    int k = parts.get(0).dims().get(0);
    positions = new int[k][];
    Arrays.setAll(
        positions,
        c ->
            parts.stream()
                .flatMapToInt(
                    p -> p.positions().skip((long) c * (p.size() / k)).limit(p.size() / k))
                .toArray());
    scale = new double[positions[0].length];
    Arrays.setAll(scale, j -> scale(draws, j));
  }

  /** Draws [chains × draws × d] in one order; empty where they are in it already. */
  static Optional<double[][][]> ordered(Model model, double[][][] chains) {
    double[][] draws = Arrays.stream(chains).flatMap(Arrays::stream).toArray(double[][]::new);
    Labels labels = new Labels(model, draws);
    double[][] near = labels.ordered(draws, draws[0]);
    double[][] last = labels.ordered(draws, mean(near));
    if (Arrays.deepEquals(last, draws)) {
      return Optional.empty();
    }
    int n = chains[0].length;
    double[][][] out = new double[chains.length][][];
    Arrays.setAll(out, c -> Arrays.copyOfRange(last, c * n, (c + 1) * n));
    return Optional.of(out);
  }

  /**
   * Whether in each draw every component stays more than {@value #APART} sds on its own side of the
   * middle between its mean and each other's: all of θ·(mean − other mean), in the metric of the
   * order. A draw between two orders has a component on the other side.
   */
  static boolean apart(Model model, double[][] draws) {
    Labels labels = new Labels(model, draws);
    double[] mean = mean(draws);
    for (int a = 0; a < labels.positions.length; a++) {
      for (int b = 0; b < labels.positions.length; b++) {
        if (a != b && !labels.apart(draws, mean, labels.positions[a], labels.positions[b])) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean apart(double[][] draws, double[] mean, int[] own, int[] other) {
    double[] inside = new double[draws.length];
    for (int j = 0; j < scale.length; j++) {
      double middle = (mean[own[j]] + mean[other[j]]) / 2;
      double way = (mean[own[j]] - mean[other[j]]) / (scale[j] * scale[j]);
      for (int i = 0; i < draws.length; i++) {
        inside[i] += way * (draws[i][own[j]] - middle);
      }
    }
    double least = Arrays.stream(inside).min().orElse(0);
    return least > APART * Math.sqrt(Chains.variance(inside));
  }

  private static double[] mean(double[][] draws) {
    double[] mean = new double[draws[0].length];
    for (double[] theta : draws) {
      Arrays.setAll(mean, i -> mean[i] + theta[i] / draws.length);
    }
    return mean;
  }

  private double[][] ordered(double[][] draws, double[] reference) {
    return Arrays.stream(draws).map(theta -> ordered(theta, reference)).toArray(double[][]::new);
  }

  private double[] ordered(double[] theta, double[] reference) {
    int k = positions.length;
    double[][] cost = new double[k][k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        for (int j = 0; j < scale.length; j++) {
          double apart = (theta[positions[a][j]] - reference[positions[b][j]]) / scale[j];
          cost[a][b] += apart * apart;
        }
      }
    }
    int[] from = Assignment.of(cost);
    double[] out = theta.clone();
    for (int b = 0; b < k; b++) {
      for (int j = 0; j < scale.length; j++) {
        out[positions[b][j]] = theta[positions[from[b]][j]];
      }
    }
    return out;
  }

  /** The sd of coordinate j over all draws and components; 1 where it is always the same. */
  private double scale(double[][] draws, int j) {
    double[] all =
        Arrays.stream(draws)
            .flatMapToDouble(theta -> Arrays.stream(positions).mapToDouble(c -> theta[c[j]]))
            .toArray();
    double sd = Math.sqrt(Chains.variance(all));
    return sd > 0 ? sd : 1;
  }
}
