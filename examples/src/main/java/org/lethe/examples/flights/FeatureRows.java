package org.lethe.examples.flights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;

/** Rows of features of a sparse process, gathered into tables, and the regression on them. */
final class FeatureRows {
  static final String OWN = "own";
  private static final String DELAY = "delay";

  private final int features;
  private final List<String> ids = new ArrayList<>();
  private final List<double[]> rows = new ArrayList<>();

  FeatureRows(int features) {
    this.features = features;
  }

  /** Adds a row: its features, its own standard deviation, its response. */
  void add(int id, double[] a, double own, double y) {
    double[] row = Arrays.copyOf(a, features + 2);
    row[features] = own;
    row[features + 1] = y;
    ids.add(Integer.toString(id));
    rows.add(row);
  }

  int size() {
    return ids.size();
  }

  /** What was added since the last time. */
  Table take() {
    Map<String, double[]> columns = new HashMap<>();
    String[] names = names(features);
    for (int j = 0; j < features + 2; j++) {
      int k = j;
      String name = j < features ? names[j] : j == features ? OWN : DELAY;
      columns.put(name, rows.stream().mapToDouble(row -> row[k]).toArray());
    }
    Table table = Table.of(List.copyOf(ids), columns);
    ids.clear();
    rows.clear();
    return table;
  }

  /** y ~ N(a·u + N(0, own²), noise²), u ~ N(0, I). */
  static Model model(Schema schema, int features, double noise) {
    return Model.define(
        "flights",
        schema,
        m -> {
          Expr u = m.parameter("u", Normal.of(0, 1), features);
          Expr own = m.column(OWN).times(Expr.noise());
          m.observe(DELAY, Normal.of(m.columns(names(features)).matmul(u).plus(own), noise));
        });
  }

  private static String[] names(int features) {
    return IntStream.range(0, features).mapToObj(j -> "a" + j).toArray(String[]::new);
  }
}
