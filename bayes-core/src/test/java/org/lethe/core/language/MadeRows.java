package org.lethe.core.language;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Declare;
import org.lethe.core.model.Model;

/**
 * Made rows, a check of models on them, and the densities that their models in plain Java share.
 */
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

  static final Table ROWS =
      Table.of(
          Schema.of(
              "id",
              Column.number("y"),
              Column.number("x"),
              Column.number("g"),
              Column.number("h"),
              Column.count("count"),
              Column.count("trials"),
              Column.category("bit", "no", "yes"),
              Column.category("grade", "a", "b", "c")),
          IntStream.range(0, N).mapToObj(i -> "r" + i).toList(),
          Map.of(
              "y", Y, "x", X, "g", GROUP, "h", OTHER, "count", COUNT, "trials", TRIALS, "bit",
              BINARY, "grade", GROUP));

  private static double[] random(int seed, double scale) {
    return new Random(seed).doubles(N).map(u -> scale * (2 * u - 1)).toArray();
  }

  private static double[] whole(int seed, int levels) {
    return new Random(seed).ints(N, 0, levels).asDoubleStream().toArray();
  }

  private static double[] filled(double value) {
    double[] out = new double[N];
    Arrays.fill(out, value);
    return out;
  }

  static void check(Consumer<Declare> body, ToDoubleFunction<double[]> logDensity) {
    Model model = Model.define("stan", ROWS.schema(), body).on(ROWS);
    model.check(ROWS);
    Expr joint = model.logPrior().plus(model.logJoint()).plus(model.logLikelihood().sumRows());
    for (int seed = 0; seed < 3; seed++) {
      Random random = new Random(100 + seed);
      double[] theta = random.doubles(model.dimension()).map(u -> 2 * u - 1).toArray();
      double expected = logDensity.applyAsDouble(theta);
      assertThat(Evaluate.rows(joint, model.theta(), ROWS, theta)[0])
          .isCloseTo(expected, within(1e-12 * Math.max(100, Math.abs(expected))));
    }
  }

  static double normal(double x, double mean, double sd) {
    double z = (x - mean) / sd;
    return -z * z / 2 - log(sd) - log(2 * Math.PI) / 2;
  }

  /** Of x &gt; 0. */
  static double halfCauchy(double x, double scale) {
    return log(2 / Math.PI) - log(scale) - Math.log1p(x * x / scale / scale);
  }

  static double inverseLogit(double x) {
    return 1 / (1 + exp(-x));
  }

  static double binomial(double k, double n, double p) {
    return CombinatoricsUtils.binomialCoefficientLog((int) n, (int) k)
        + k * log(p)
        + (n - k) * Math.log1p(-p);
  }

  static double bernoulli(double y, double p) {
    return y == 1 ? log(p) : Math.log1p(-p);
  }

  static double sum(IntToDoubleFunction term) {
    return IntStream.range(0, N).mapToDouble(term).sum();
  }
}
