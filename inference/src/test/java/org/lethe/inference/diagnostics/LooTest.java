package org.lethe.inference.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Draws;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/** μ ~ N(0, 10²), y ~ N(μ, 1): with and without a row, all is known in closed form. */
class LooTest {

  private static final double[] Y = {0.3, -0.8, 1.1, 0.4, -0.2, 0.9, -1.4, 0.1, 0.6, -0.5};
  private static final double PRIOR = 0.01;
  private static final int DRAWS = 4000;

  private static Table table(double[] y) {
    return Table.of(Map.of("y", y));
  }

  private static Model model(Table table) {
    return Model.define(
        "mean",
        table.schema(),
        m -> {
          Expr mu = m.parameter("mu", Normal.of(0, 10));
          m.observe("y", Normal.of(mu, 1));
        });
  }

  private static Draws exactDraws(double[] y) {
    double sum = 0;
    for (double v : y) {
      sum += v;
    }
    double precision = PRIOR + y.length;
    double[][][] draws = new double[4][DRAWS / 4][1];
    double[] z = new double[DRAWS];
    RandomStream.of(5).at(0, Purpose.DRAW).gaussians(z, 0, DRAWS);
    for (int s = 0; s < DRAWS; s++) {
      draws[s % 4][s / 4][0] = sum / precision + z[s] / Math.sqrt(precision);
    }
    return Draws.of(model(table(y)), draws);
  }

  private static double logNormal(double x, double mean, double variance) {
    return -0.5 * Math.log(2 * Math.PI * variance) - (x - mean) * (x - mean) / (2 * variance);
  }

  /** log N(yᵢ; m₋ᵢ, 1 + 1/P₋ᵢ). */
  private static double exact(double[] y, int i) {
    double sum = 0;
    for (int j = 0; j < y.length; j++) {
      sum += j == i ? 0 : y[j];
    }
    double precision = PRIOR + y.length - 1;
    return logNormal(y[i], sum / precision, 1 + 1 / precision);
  }

  /**
   * The weights vary as e^(½(y − μ)²) over a posterior of sd 0.32: the sd of one term is at most
   * 0.5, 4000 draws leave 0.008 and four of these 0.032; false alarm 6e-5 a row.
   */
  @Test
  void everyRowHasItsExactDensity() {
    Loo loo = Loo.of(exactDraws(Y), table(Y), Device.cpu(1));
    double total = 0;
    for (int i = 0; i < Y.length; i++) {
      assertThat(loo.elpd()[i]).isCloseTo(exact(Y, i), within(0.032));
      total += exact(Y, i);
    }
    assertThat(loo.total()).isCloseTo(total, within(0.1));
    assertThat(loo.unreliable()).isEmpty();
    assertThat(loo.warnings()).isEmpty();
    double precision = PRIOR + Y.length;
    double mean = (0.3 - 0.8 + 1.1 + 0.4 - 0.2 + 0.9 - 1.4 + 0.1 + 0.6 - 0.5) / precision;
    double lppd = 0;
    for (double y : Y) {
      lppd += logNormal(y, mean, 1 + 1 / precision);
    }
    assertThat(loo.parameters()).isCloseTo(lppd - total, within(0.1)).isPositive();
  }

  /** Half of what is known of μ comes from a row nine sds from the other one. */
  @Test
  void aRowThatThePosteriorLeansOnIsReported() {
    double[] alone = {0, 9};
    Loo two = Loo.of(exactDraws(alone), table(alone), Device.cpu(1));
    assertThat(two.unreliable()).contains(1);
    assertThat(two.warnings().get(0)).contains("rows is above 0.7");
  }

  /** Twice the weight on each second draw is the same as that draw twice. */
  @Test
  void weightsOfDrawsCount() {
    double[][][] twice = {{{0.1}, {0.4}, {0.4}, {-0.2}, {0.3}, {0.3}}};
    double[][][] once = {{{0.1}, {0.4}, {-0.2}, {0.3}}};
    double[] log = {0, Math.log(2), 0, Math.log(2)};
    Model model = model(table(Y));
    Loo a = Loo.of(repeated(model, twice, new double[6]), table(Y), Device.cpu(1));
    Loo b = Loo.of(repeated(model, once, log), table(Y), Device.cpu(1));
    assertThat(b.lppd()).containsExactly(a.lppd(), within(1e-12));
  }

  /** Psis needs 25 draws: the same ones over and over. */
  private static Draws repeated(Model model, double[][][] draws, double[] log) {
    int n = draws[0].length;
    double[][][] many = new double[1][n * 10][];
    double[] logs = new double[n * 10];
    for (int s = 0; s < n * 10; s++) {
      many[0][s] = draws[0][s % n];
      logs[s] = log[s % n];
    }
    return Draws.weighted(model, many, logs);
  }

  @Test
  void theMatrixHoldsEachRowAtEachDraw() {
    Draws draws = exactDraws(Y);
    double[][] matrix = RowLogLikelihood.of(draws, table(Y), Device.cpu(2));
    assertThat(matrix).hasDimensions(Y.length, DRAWS);
    assertThat(matrix[3][1500]).isCloseTo(logNormal(Y[3], draws.draw(1, 500)[0], 1), within(1e-12));
  }

  @Test
  void noRowsAreRefused() {
    Table none = table(Y).select(List.of());
    assertThatThrownBy(() -> Loo.of(exactDraws(Y), none, Device.cpu(1)))
        .isInstanceOf(DataException.class)
        .hasMessage("Loo: the table for model mean must have rows, got 0");
  }

  @Test
  void modelsThatCoupleTheirRowsAreRefused() {
    Table rows = table(Y);
    Model coupled =
        Model.define(
            "coupled",
            rows.schema(),
            m -> {
              Expr mu = m.parameter("mu", Normal.of(0, 1));
              m.observeJointly(
                  "all at once", Normal.of(mu, 1).logDensity(m.allRows().column("y")).sum());
            });
    Draws draws = Draws.of(coupled.on(rows), new double[1][30][1]);
    assertThatThrownBy(() -> Loo.of(draws, rows, Device.cpu(1)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("couples its rows: all at once");
  }
}
