package org.lethe.core.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.GradientContract;
import org.lethe.core.model.Declare;
import org.lethe.core.model.Model;

/** Made rows, and a check of models on them. */
final class MadeRows {

  private MadeRows() {}

  static final int N = 12;
  static final double[] Y = random(1, 1.5);
  static final double[] X = random(2, 1);
  static final double[] BINARY = whole(3, 2);
  static final double[] COUNT = whole(4, 6);
  static final double[] TRIALS = filled(9);
  static final double[] GROUP = whole(5, 3);
  static final double[] OTHER = whole(6, 4);

  static final double[] GRADE = whole(8, 3);

  /** Of animals at three times, the first three never. */
  static final double[][] CAUGHT = {caught(7), caught(12), caught(18)};

  static final Table ROWS =
      Table.of(
          Schema.of(
              "id",
              Column.number("y"),
              Column.number("x"),
              Column.number("g"),
              Column.number("h"),
              Column.number("row"),
              Column.number("c1"),
              Column.number("c2"),
              Column.number("c3"),
              Column.count("count"),
              Column.count("trials"),
              Column.category("bit", "no", "yes"),
              Column.category("grade", "a", "b", "c")),
          IntStream.range(0, N).mapToObj(i -> "r" + i).toList(),
          columns());

  private static Map<String, double[]> columns() {
    Map<String, double[]> columns =
        new HashMap<>(Map.of("y", Y, "x", X, "g", GROUP, "h", OTHER, "count", COUNT));
    columns.putAll(Map.of("trials", TRIALS, "bit", BINARY, "grade", GRADE));
    columns.put("row", IntStream.range(0, N).asDoubleStream().toArray());
    columns.putAll(Map.of("c1", CAUGHT[0], "c2", CAUGHT[1], "c3", CAUGHT[2]));
    return columns;
  }

  private static double[] random(int seed, double scale) {
    return new Random(seed).doubles(N).map(u -> scale * (2 * u - 1)).toArray();
  }

  private static double[] whole(int seed, int levels) {
    return new Random(seed).ints(N, 0, levels).asDoubleStream().toArray();
  }

  private static double[] caught(int seed) {
    double[] out = whole(seed, 2);
    Arrays.fill(out, 0, 3, 0);
    return out;
  }

  private static double[] filled(double value) {
    double[] out = new double[N];
    Arrays.fill(out, value);
    return out;
  }

  static void check(Consumer<Declare> body, ToDoubleFunction<double[]> logDensity) {
    check(ROWS, body, logDensity);
  }

  /**
   * Compares a model's log density at three points with one in plain Java, and its first and second
   * derivatives with central differences.
   */
  static void check(Table rows, Consumer<Declare> body, ToDoubleFunction<double[]> logDensity) {
    check(model(rows, body), rows, logDensity);
  }

  static void check(Model model, Table rows, ToDoubleFunction<double[]> logDensity) {
    double[] theta = compare(model, rows, logDensity);
    GradientContract.check(joint(model), rows, theta, theta.length);
  }

  private static Model model(Table rows, Consumer<Declare> body) {
    Model model = Model.define("stan", rows.schema(), body).on(rows);
    model.check(rows);
    return model;
  }

  private static UnaryOperator<Expr> joint(Model model) {
    Expr joint = model.logPrior().plus(model.logJoint()).plus(model.logLikelihood().sumRows());
    return theta -> joint.substitute(Map.of(model.theta(), theta));
  }

  private static double[] compare(Model model, Table rows, ToDoubleFunction<double[]> logDensity) {
    double[] theta = {};
    for (int seed = 0; seed < 3; seed++) {
      Random random = new Random(100 + seed);
      theta = random.doubles(model.dimension()).map(u -> 2 * u - 1).toArray();
      double expected = logDensity.applyAsDouble(theta);
      Expr joint = joint(model).apply(model.theta());
      assertThat(Evaluate.rows(joint, model.theta(), rows, theta)[0])
          .isCloseTo(expected, within(1e-12 * Math.max(100, Math.abs(expected))));
    }
    return theta;
  }

  static double sum(IntToDoubleFunction term) {
    return IntStream.range(0, N).mapToDouble(term).sum();
  }
}
