package org.lethe.core.posterior;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.model.Regression;

/** Small models with rows and Gaussians over them, for the tests of this room. */
final class Example {
  static final Schema SCHEMA =
      Schema.of(
          "id",
          Column.number("x1"),
          Column.number("x2"),
          Column.number("y"),
          Column.count("n"),
          Column.category("label", "no", "yes"),
          Column.category("kind", "a", "b", "c"));

  static final double[] MEAN = {0.3, -1.2, 0.7};
  static final double[][] FACTOR = {{0.9, 0, 0}, {-0.4, 0.5, 0}, {0.2, 0.3, 1.1}};

  private Example() {}

  /** θ = (intercept, beta[2]). */
  static Model logistic() {
    return Regression.logistic(SCHEMA, "label").features("x1", "x2").model();
  }

  static Gaussian dense(Model model) {
    return Gaussian.fullRank(model, MEAN, FACTOR);
  }

  static Fit<GaussianPosterior> fit() {
    Model model = logistic();
    return Fit.of(
        dense(model),
        Provenance.trained(
            Recipe.of("svi").with("steps", 3000).with("rate", 0.01),
            model.digest(),
            rows().digest(),
            7,
            List.of(Channel.schemaConstants(SCHEMA))),
        Verdict.trusted(),
        new Cost(1.5, 300, 0));
  }

  static Table rows() {
    return Table.of(SCHEMA, ids(), columns());
  }

  static Table withoutResponses() {
    return Table.of(SCHEMA.without("y", "n", "label", "kind"), ids(), columns());
  }

  private static List<String> ids() {
    return IntStream.range(0, 6).mapToObj(i -> "r" + i).toList();
  }

  private static Map<String, double[]> columns() {
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put("x1", new double[] {0, 1, -1, 2, 0.5, -9});
    columns.put("x2", new double[] {0, 0.5, 1, -2, 0.1, 8});
    columns.put("y", new double[] {0.1, -1, 2, 0, 0.7, 12});
    columns.put("n", new double[] {0, 1, 3, 2, 0, 5});
    columns.put("label", new double[] {0, 1, 0, 1, 1, 0});
    columns.put("kind", new double[] {0, 1, 2, 1, 0, 2});
    return columns;
  }
}
