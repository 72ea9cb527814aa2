package org.lethe.validation.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.distribution.StudentT;
import org.lethe.core.expr.Expr;
import org.lethe.core.gp.Sparse;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.random.RandomStream;

/** Between predictions of sparse processes, whose rows have a variance of their own. */
class RowNoiseKlTest {
  private static final Table ROWS = Sparse.rows();
  private static final double[] MEAN = {0.2, -0.6, 0.9};
  private static final double[][] FACTOR = {{.7, 0, 0}, {-.1, .3, 0}, {.2, 0, .4}};

  /** Mean and variance of f in each row, of this and of the other posterior. */
  private static final double[][] LAW = law(one(normal()));

  private static final double[][] OTHER = law(other(normal()));

  private static Model normal() {
    return Sparse.model("y", f -> Normal.of(f, 0.6));
  }

  private static Gaussian one(Model model) {
    return Gaussian.fullRank(model, Sparse.MEAN, Sparse.FACTOR);
  }

  private static Gaussian other(Model model) {
    return Gaussian.fullRank(model, MEAN, FACTOR);
  }

  /** From log densities at three responses: −½ log 2πv − (y − m)²/2v, less the noise. */
  private static double[][] law(Posterior posterior) {
    double[][] at =
        IntStream.of(-1, 0, 1).mapToObj(y -> logScore(posterior, y)).toArray(double[][]::new);
    double[][] law = new double[ROWS.size()][];
    for (int i = 0; i < law.length; i++) {
      double variance = -1 / (at[0][i] - 2 * at[1][i] + at[2][i]);
      law[i] = new double[] {variance * (at[2][i] - at[0][i]) / 2, variance - 0.36};
    }
    return law;
  }

  private static double[] logScore(Posterior posterior, double y) {
    return posterior.predict(with("y", y)).logScore();
  }

  private static Table with(String response, double value) {
    Map<String, double[]> columns = new HashMap<>();
    for (String name : new String[] {"x1", "x2", "y", "label", "count"}) {
      double[] column = ROWS.column(name);
      if (name.equals(response)) {
        Arrays.fill(column, value);
      }
      columns.put(name, column);
    }
    return Table.of(columns);
  }

  @Test
  void normalRowsAreComparedInClosedForm() {
    double expected = 0;
    for (int i = 0; i < LAW.length; i++) {
      double p = LAW[i][1] + 0.36;
      double q = OTHER[i][1] + 0.36;
      double gap = LAW[i][0] - OTHER[i][0];
      expected += (p / q + gap * gap / q - 1 + Math.log(q / p)) / 2 / LAW.length;
    }
    Estimate kl = between(f -> Normal.of(f, 0.6), "y");
    assertThat(kl.value()).isCloseTo(expected, within(1e-9));
    assertThat(kl.interval().isExact()).isTrue();
    // responses redrawn with the row's own variance say the same; 4.1 sd: false alarm 6e−4
    Estimate drawn = new ResponseKl(one(normal()), ROWS, RandomStream.of(1)).to(other(normal()));
    requireAgrees(drawn, expected);
  }

  @Test
  void labelsAreComparedExactly() {
    double expected = 0;
    for (int i = 0; i < LAW.length; i++) {
      double p = expectation(LAW[i], f -> 1 / (1 + Math.exp(-f)));
      double q = expectation(OTHER[i], f -> 1 / (1 + Math.exp(-f)));
      expected += (p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q))) / LAW.length;
    }
    Estimate kl = between(Bernoulli::logits, "label");
    assertThat(kl.value()).isCloseTo(expected, within(1e-9));
  }

  @Test
  void countsAreComparedByRedrawnOnes() {
    double expected = 0;
    Model model = Sparse.model("count", Poisson::logRate);
    for (int n = 0; n < 100; n++) {
      double[] p = one(model).predict(with("count", n)).logScore();
      double[] q = other(model).predict(with("count", n)).logScore();
      for (int i = 0; i < p.length; i++) {
        expected += Math.exp(p[i]) * (p[i] - q[i]) / p.length;
      }
    }
    requireAgrees(between(Poisson::logRate, "count"), expected);
  }

  @Test
  void heavyTailsAreComparedByRedrawnResponses() {
    double expected = 0;
    Model model = Sparse.model("y", f -> StudentT.of(4, f, 0.6));
    for (double y = -30; y < 30; y += .1) {
      double[] p = one(model).predict(with("y", y)).logScore();
      double[] q = other(model).predict(with("y", y)).logScore();
      for (int i = 0; i < p.length; i++) {
        expected += .1 * Math.exp(p[i]) * (p[i] - q[i]) / p.length;
      }
    }
    requireAgrees(between(f -> StudentT.of(4, f, 0.6), "y"), expected);
  }

  private static Estimate between(Function<Expr, Distribution> law, String column) {
    Model model = Sparse.model(column, law);
    return PredictiveKl.between(one(model), other(model), ROWS);
  }

  private static void requireAgrees(Estimate kl, double expected) {
    double sd = (kl.interval().high() - kl.value()) / 2.093;
    // 4.1 sd by Student's law with 19 degrees of freedom: false alarm 6e−4
    assertThat(kl.value()).isCloseTo(expected, within(4.1 * sd));
    assertThat(sd).isLessThan(.1 * expected);
  }

  private static double expectation(double[] law, DoubleUnaryOperator g) {
    double sum = 0;
    double all = 0;
    for (double z = -10; z <= 10; z += 0.01) {
      double weight = Math.exp(-z * z / 2);
      sum += weight * g.applyAsDouble(law[0] + Math.sqrt(law[1]) * z);
      all += weight;
    }
    return sum / all;
  }
}
