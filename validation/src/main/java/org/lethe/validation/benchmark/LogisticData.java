package org.lethe.validation.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * Made data of a logistic regression: X ~ N(0, 1), w ~ N(0, I), y ~ Bernoulli(σ(Xw)), no intercept;
 * and its model with prior w ~ N(0, I).
 *
 * @param table columns x0, x1, … and y
 * @param model the regression of y
 */
public record LogisticData(Table table, Model model) {

  /**
   * Makes the data.
   *
   * @throws IllegalArgumentException if rows or columns is not positive
   */
  public static LogisticData of(int rows, int columns, long seed) {
    Checks.positive("LogisticData", "rows", rows);
    Checks.positive("LogisticData", "columns", columns);
    RandomStream random = RandomStream.of(seed);
    double[] w = new double[columns];
    random.at(columns, Purpose.SIMULATION).gaussians(w, 0, columns);
    double[] logit = new double[rows];
    Map<String, double[]> data = new LinkedHashMap<>();
    for (int j = 0; j < columns; j++) {
      double[] x = new double[rows];
      random.at(j, Purpose.SIMULATION).gaussians(x, 0, rows);
      for (int i = 0; i < rows; i++) {
        logit[i] += w[j] * x[i];
      }
      data.put("x" + j, x);
    }
    String[] features = data.keySet().toArray(new String[0]);
    double[] y = new double[rows];
    random.at(columns + 1L, Purpose.SIMULATION).uniforms(y, 0, rows);
    for (int i = 0; i < rows; i++) {
      y[i] = y[i] < 1 / (1 + Math.exp(-logit[i])) ? 1 : 0;
    }
    data.put("y", y);
    Table table = Table.of(data);
    return new LogisticData(table, model(table, features));
  }

  private static Model model(Table table, String[] features) {
    return Model.define(
        "logistic",
        table.schema(),
        m -> {
          Expr w = m.parameter("w", Normal.of(0, 1), features.length);
          m.observe("y", Bernoulli.logits(m.columns(features).matmul(w)));
        });
  }
}
