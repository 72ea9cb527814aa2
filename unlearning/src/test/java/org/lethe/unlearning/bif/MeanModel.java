package org.lethe.unlearning.bif;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.unlearning.LinearGaussian;

/** x ~ N(θ, 1), θ ~ N(0, 1): p(θ | n rows) = N(Σx/(n + 1), 1/(n + 1)). */
final class MeanModel {

  private static final Schema SCHEMA = Schema.of("id", Column.number("x"));

  static final Model MODEL =
      Model.define(
          "mean", SCHEMA, m -> m.observe("x", Normal.of(m.parameter("theta", Normal.of(0, 1)), 1)));

  private MeanModel() {}

  static Table table(double... x) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      ids.add("row-" + i);
    }
    return Table.of(SCHEMA, ids, Map.of("x", x));
  }

  /** n rows around 1 of sd 2, which the model takes to be 1. */
  static Table rows(int n) {
    double[] x = new double[n];
    RandomStream.of(11).at(0, Purpose.SIMULATION).gaussians(x, 0, n);
    Arrays.setAll(x, i -> 1 + 2 * x[i]);
    return table(x);
  }

  static double mean(Table rows) {
    return Arrays.stream(rows.column("x")).sum() / (rows.size() + 1);
  }

  static double sd(Table rows) {
    return 1 / Math.sqrt(rows.size() + 1);
  }

  /** Draws in pairs about the exact mean, so that theirs is the exact one to rounding. */
  static Fit<Draws> draws(Table rows, int pairs) {
    return draws(rows, pairs, 3);
  }

  static Fit<Draws> draws(Table rows, int pairs, long seed) {
    double[] z = new double[pairs];
    RandomStream.of(seed).at(0, Purpose.DRAW).gaussians(z, 0, pairs);
    double[][][] chains = new double[2][pairs][1];
    for (int i = 0; i < pairs; i++) {
      chains[0][i][0] = mean(rows) + sd(rows) * z[i];
      chains[1][i][0] = mean(rows) - sd(rows) * z[i];
    }
    return LinearGaussian.trusted(Draws.of(MODEL, chains), rows);
  }

  static Fit<Gaussian> normal(Table rows) {
    return LinearGaussian.trusted(
        Gaussian.meanField(MODEL, new double[] {mean(rows)}, new double[] {sd(rows)}), rows);
  }
}
