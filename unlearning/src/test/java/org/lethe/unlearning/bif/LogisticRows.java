package org.lethe.unlearning.bif;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Normal;
import org.lethe.core.model.Model;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/** Logistic regression of three coefficients; the first n rows of a table are those of n rows. */
final class LogisticRows {

  private static final Schema SCHEMA =
      Schema.of(
          "id", Column.number("x1"), Column.number("x2"), Column.number("x3"), Column.number("y"));

  static final Model MODEL =
      Model.define(
          "coin",
          SCHEMA,
          m ->
              m.observe(
                  "y",
                  Bernoulli.logits(
                      m.columns("x1", "x2", "x3").matmul(m.parameter("w", Normal.of(0, 1), 3)))));

  private LogisticRows() {}

  static Table of(int n) {
    double[][] x = new double[3][n];
    double[] u = new double[n];
    RandomStream random = RandomStream.of(21);
    for (int j = 0; j < 3; j++) {
      random.at(j, Purpose.SIMULATION).gaussians(x[j], 0, n);
    }
    random.at(3, Purpose.SIMULATION).uniforms(u, 0, n);
    List<String> ids = new ArrayList<>();
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      ids.add("row-" + i);
      double f = .8 * x[0][i] - .5 * x[1][i] + .3 * x[2][i];
      y[i] = u[i] < 1 / (1 + Math.exp(-f)) ? 1 : 0;
    }
    return Table.of(SCHEMA, ids, Map.of("x1", x[0], "x2", x[1], "x3", x[2], "y", y));
  }

  /** The least-squares slope of log₂ errors that belong to n, 2n, 4n, … */
  static double slope(double[] errors) {
    int k = errors.length;
    double middle = (k - 1) / 2.0;
    double[] log = Arrays.stream(errors).map(e -> Math.log(e) / Math.log(2)).toArray();
    double up = 0;
    double down = 0;
    for (int i = 0; i < k; i++) {
      up += (i - middle) * log[i];
      down += (i - middle) * (i - middle);
    }
    return up / down;
  }
}
