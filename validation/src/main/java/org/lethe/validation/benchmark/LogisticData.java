package org.lethe.validation.benchmark;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * Data of a logistic regression and its model with prior w ~ N(0, I), no intercept. Made ones have
 * X ~ N(0, 1), w ~ N(0, spread² I), y ~ Bernoulli(σ(Xw)); the published spread is 1.
 *
 * @param table the features and y
 * @param model the regression of y
 */
public record LogisticData(Table table, Model model) {

  /**
   * 100 000 rows of 50 columns and spread 1, unless {@code rows}, {@code columns}, {@code spread}
   * or {@code data} say so.
   */
  static LogisticData of(JobOptions options, long seed) {
    return options
        .file("data")
        .map(LogisticData::read)
        .orElseGet(
            () ->
                of(
                    options.count("rows", 100_000),
                    options.count("columns", 50),
                    options.positive("spread", 1),
                    seed));
  }

  /**
   * Reads a CSV file with columns {@code id} and {@code y}, which is 0 or 1; every other column is
   * a feature.
   *
   * @throws org.lethe.core.data.DataException if the file is not such
   */
  public static LogisticData read(Path csv) {
    Schema schema = Schema.id("id").number("y").others().learn(csv);
    Table table = Table.csv(csv, schema);
    String[] features =
        schema.columns().stream()
            .map(Column::name)
            .filter(name -> !name.equals("y") && !name.equals("id"))
            .toArray(String[]::new);
    LogisticData data = new LogisticData(table, model(table, features));
    data.model.check(table);
    return data;
  }

  /** Made data with as many columns and few rows, for a first step. */
  LogisticData small(long seed) {
    return of(1000, columns(), seed);
  }

  /** How many features. */
  int columns() {
    return model.dimension();
  }

  /**
   * Makes the data.
   *
   * @throws IllegalArgumentException if rows or columns is not positive
   */
  public static LogisticData of(int rows, int columns, long seed) {
    return of(rows, columns, 1, seed);
  }

  /** The same with w ~ N(0, spread² I) in the data; the model's prior stays as it is. */
  public static LogisticData of(int rows, int columns, double spread, long seed) {
    Checks.positiveFinite("LogisticData", "spread", spread);
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
        logit[i] += spread * w[j] * x[i];
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
