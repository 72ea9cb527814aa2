package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.hipparchus.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;

class SoftmaxTest {

  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double[] SIX = {.3, -1.2, 2, .7, -.4, 1.1};
  private static final Table ROWS =
      Table.of(
          Map.of(
              "a", new double[] {1, -2, .5, 3, 0, 1.5, -1, 2, .1},
              "b", new double[] {0, 1, 1.5, -3, 2, .5, -.2, .3, 4}));

  @Test
  void sharesAreExponentialsOverTheirSum() {
    ForwardOracle.check(
        x -> x.softmax(0),
        Table.of(Map.of()),
        x -> {
          DerivativeStructure sum = x[0].exp().add(x[1].exp()).add(x[2].exp());
          return new DerivativeStructure[] {
            x[0].exp().divide(sum), x[1].exp().divide(sum), x[2].exp().divide(sum)
          };
        },
        new double[] {.3, -1.2, 2},
        3);
  }

  @Test
  void derivativesAgreeWithCentralDifferencesAlongEitherDimensionAndInRows() {
    GradientContract.check(x -> x.softmax(0), SIX, 2, 3);
    GradientContract.check(x -> x.softmax(1), SIX, 2, 3);
    Expr rows = Expr.columns("a", "b");
    GradientContract.check(x -> rows.matmul(x).softmax(0), ROWS, SIX, 2, 3);
    GradientContract.check(x -> rows.gaussianExponent(x), ROWS, SIX, 3, 2);
    GradientContract.check(
        x -> rows.times(x).gaussianExponent(x.reshape(1, 2)), ROWS, new double[] {.4, 2}, 2);
    GradientContract.check(x -> x.slice(0, 2).gaussianExponent(x), SIX, 3, 2);
    GradientContract.check(
        x -> rows.gaussianExponent(x).plus(x.sum(1).sin()).plus(x.slice(1, 0, 1).reshape(3)),
        ROWS,
        SIX,
        3,
        2);
  }

  /** log Σ w_k N(row | m_k, I) times a weight that depends on parameters too. */
  @Test
  void weightedMixturesAgreeWithCentralDifferences() {
    Expr rows = Expr.columns("a", "b");
    GradientContract.check(
        x ->
            rows.gaussianExponent(x)
                .plus(x.sum(1))
                .logSumExp(0)
                .times(Expr.column("a").times(x.sum()).sin()),
        ROWS,
        SIX,
        3,
        2);
  }

  @Test
  void momentsOfManyCentresInManyDimensionsAreThoseOfFew() {
    int d = 9;
    Map<String, double[]> columns = new HashMap<>();
    String[] names = new String[d];
    double[] m = new double[d * d];
    for (int j = 0; j < d; j++) {
      names[j] = "x" + j;
      columns.put(names[j], new double[] {.1 * j, 1 - .3 * j, .2});
    }
    Arrays.setAll(m, i -> Math.sin(i));
    Table table = Table.of(columns);
    Expr x = Expr.input("x", d, d);
    Expr f = Expr.columns(names).gaussianExponent(x).exp().sumRows().sum(0);
    double[] many = Evaluate.rows(Gradient.of(f, x).get(0), x, table, m);
    for (int c = 0; c < d; c++) {
      for (int j = 0; j < d; j++) {
        double exact = 0;
        for (int r = 0; r < 3; r++) {
          double squares = 0;
          for (int i = 0; i < d; i++) {
            squares += Math.pow(columns.get(names[i])[r] - m[c * d + i], 2);
          }
          exact += Math.exp(-.5 * squares) * (columns.get(names[j])[r] - m[c * d + j]);
        }
        assertThat(many[c * d + j]).isCloseTo(exact, within(1e-13));
      }
    }
  }

  @Test
  void extremesGiveZerosAndSharesOfOne() {
    double[] rows = {-INF, -INF, 800, 800, -INF, 3, INF, 1};
    Expr x = Expr.input("x", 4, 2);
    assertThat(Evaluate.at(x.softmax(1), x, rows)).containsExactly(0, 0, .5, .5, 0, 1, 1, 0);
    Table table = Table.of(Map.of("a", new double[] {0}));
    Expr inRows = x.transpose().slice(0, 2).times(Expr.column("a").plus(1)).softmax(0);
    assertThat(Evaluate.rows(inRows, x, table, rows)).containsExactly(0, .5, 0, 1, 0, .5, 1, 0);
  }

  @Test
  void notANumberIsNeverLost() {
    Expr x = Expr.input("x", 2);
    double[] at = {1, Double.NaN};
    assertThat(Evaluate.at(x.softmax(0), x, at)).containsOnly(Double.NaN);
    assertThat(Evaluate.at(x.logSumExp(0), x, at)).containsOnly(Double.NaN);
    Expr wide = x.reshape(2, 1).times(Expr.vector(1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
    assertThat(Evaluate.at(wide.logSumExp(0), x, at)).containsOnly(Double.NaN);
    assertThat(Evaluate.at(wide.softmax(0), x, at)).containsOnly(Double.NaN);
  }

  @Test
  void exponentsKeepEveryDigitFarFromTheOrigin() {
    Expr x = Expr.vector(1e8 + 1, 1e8).reshape(1, 2);
    Expr centre = Expr.vector(1e8, 1e8 + 3).reshape(1, 2);
    assertThat(Evaluate.constant(x.gaussianExponent(centre))).containsExactly(-5);
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> Expr.columns("a", "b").gaussianExponent(Expr.vector(1, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("gaussianExponent: shapes [rows × 2] and [2] do not fit together");
  }
}
