package org.lethe.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.GradientContract;

/** Terms of all rows at once. */
class JointTermTest {

  private static final double[] X = {-10, -8, -6, -4, -2, 0, 2};
  private static final double[] Y = {4.76, 1.59, 2.99, 1.2, -.4, .3, .8};
  private static final Table ROWS = Table.of(Map.of("x", X, "y", Y));
  private static final String WHY = "an exact Gaussian process";

  /** y ~ N(0, K + σ I), K_ij = α² exp(−(xᵢ − xⱼ)²/(2ρ²)). */
  private static Model gp() {
    return Model.define(
        "gp",
        ROWS.schema(),
        m -> {
          Rows rows = m.allRows();
          int n = rows.size();
          Expr rho = m.parameter("rho", HalfNormal.of(10));
          Expr alpha = m.parameter("alpha", HalfNormal.of(2));
          Expr sigma = m.parameter("sigma", HalfNormal.of(1));
          Expr x = rows.column("x");
          Expr square = x.reshape(n, 1).minus(x.reshape(1, n)).square();
          Expr k = square.over(rho.square().times(-2)).exp().times(alpha.square());
          Expr l = k.plus(sigma.times(Expr.identity(n))).cholesky();
          Expr z = l.solveLower(rows.column("y"));
          Expr logDensity =
              z.square()
                  .sum()
                  .times(-.5)
                  .minus(l.diagonal().log().sum())
                  .minus(.5 * n * Math.log(2 * Math.PI));
          m.observeJointly(WHY, logDensity);
        });
  }

  @Test
  void theyReadWholeColumnsOnceTheModelMeetsItsRows() {
    Model model = gp().on(ROWS);
    double[] theta = {Math.log(3), Math.log(1.5), Math.log(.4)};
    int n = X.length;
    double[][] c = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double d = X[i] - X[j];
        c[i][j] = 2.25 * Math.exp(-d * d / 18) + (i == j ? .4 : 0);
      }
    }
    double expected = Math.log(new MultivariateNormalDistribution(new double[n], c).density(Y));
    assertThat(Evaluate.at(model.logJoint(), model.theta(), theta)[0])
        .isCloseTo(expected, within(1e-11));
    assertThat(Evaluate.rows(model.logLikelihood(), model.theta(), ROWS, theta)).containsOnly(0);
    GradientContract.check(
        x -> model.logJoint().substitute(Map.of(model.theta(), x)), ROWS, theta, 3);
  }

  @Test
  void theDefinitionIsOneWhateverTheRows() {
    Model model = gp();
    assertThat(model.coupled()).contains(WHY);
    assertThat(model.rows()).isEmpty();
    assertThat(model.digest()).isEqualTo(gp().digest());
    Model met = model.on(ROWS);
    assertThat(met.digest()).isEqualTo(model.digest());
    assertThat(met.rows()).contains(ROWS);
    Table fewer = ROWS.select(List.of("row-0", "row-3"));
    assertThat(met.on(fewer).rows().orElseThrow().size()).isEqualTo(2);
    assertThat(met.rowInputs()).containsExactly("x", "y");
  }

  /** A factor of as many rows as there are, which would not fit any other number. */
  private static void known(Declare m) {
    Expr mu = m.parameter("mu", Normal.of(0, 1));
    Expr y = m.allRows().column("y").minus(mu);
    m.observeJointly(WHY, Expr.identity(7).solveLower(y).square().sum().times(-.5));
  }

  @Test
  void theyMayRestOnHowManyRowsThereAre() {
    Model model = Model.define("seven", ROWS, JointTermTest::known);
    assertThat(model.rows()).contains(ROWS);
    double expected = 0;
    for (double y : Y) {
      expected -= (y - .3) * (y - .3) / 2;
    }
    assertThat(Evaluate.at(model.logJoint(), model.theta(), .3)[0])
        .isCloseTo(expected, within(1e-13));
    assertThatThrownBy(() -> Model.define("seven", ROWS.schema(), JointTermTest::known))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Model seven: solveLower: shapes [7 × 7] and [64] do not fit together; before it meets"
                + " data the body of a model runs for 64 rows, unless it is defined with a table");
    assertThatThrownBy(
            () ->
                Model.define(
                    "counted",
                    Data.SCHEMA,
                    m -> {
                      Expr f = m.parameter("f", Normal.of(0, 1), m.allRows().size());
                      m.observeJointly("for the test", Expr.identity(60).matmul(f).sum());
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("runs for 64 rows, unless it is defined with a table");
  }

  @Test
  void thereMayBeAParameterForEachRow() {
    Model model =
        Model.define(
            "latent",
            ROWS.schema(),
            m -> {
              Rows rows = m.allRows();
              Expr f = m.parameter("f", Normal.of(0, 1), rows.size());
              Expr steps = f.slice(1, rows.size()).minus(f.slice(0, rows.size() - 1));
              m.observeJointly("a random walk", Normal.of(0, 1).logDensity(steps).sum());
              m.observeJointly("its values", Normal.of(f, .5).logDensity(rows.column("y")).sum());
            });
    assertThat(model.dimension()).isEqualTo(Rows.UNBOUND);
    assertThat(model.on(ROWS).dimension()).isEqualTo(7);
    assertThat(model.coupled()).contains("a random walk; its values");
  }

  /** σ² follows a GARCH(1, 1) recursion; by hand below. */
  @Test
  void recursionsRunOverTheRowsInOrder() {
    Model model =
        Model.define(
                "garch",
                ROWS.schema(),
                m -> {
                  Expr y = m.allRows().column("y");
                  int n = m.allRows().size();
                  Expr a = m.parameter("a", HalfNormal.of(1));
                  Expr b = m.parameter("b", HalfNormal.of(1));
                  Expr variance =
                      Expr.scan(
                          Expr.constant(1),
                          y.slice(0, n - 1),
                          (h, r) -> a.plus(b.times(r.square())).plus(h.times(.3)));
                  Expr sd = variance.sqrt();
                  m.observeJointly(
                      "a volatility that depends on the past",
                      Normal.of(0, sd).logDensity(y.slice(1, n)).sum());
                })
            .on(ROWS);
    double[] theta = {Math.log(.6), Math.log(.2)};
    double h = 1;
    double expected = 0;
    for (int i = 1; i < Y.length; i++) {
      h = .6 + .2 * Y[i - 1] * Y[i - 1] + .3 * h;
      expected += -Y[i] * Y[i] / (2 * h) - .5 * Math.log(2 * Math.PI * h);
    }
    assertThat(Evaluate.at(model.logJoint(), model.theta(), theta)[0])
        .isCloseTo(expected, within(1e-12));
    GradientContract.check(
        x -> model.logJoint().substitute(Map.of(model.theta(), x)), ROWS, theta, 2);
  }

  @Test
  void aSumOverRowsIsTheSameOnAnyRows() {
    Model plain =
        Model.define(
            "plain",
            ROWS.schema(),
            m -> m.observe("y", Normal.of(m.parameter("mu", Normal.of(0, 1)), 1)));
    assertThat(plain.on(ROWS)).isSameAs(plain);
    assertThat(plain.coupled()).isEmpty();
  }

  @Test
  void mistakesAreNamedWhenTheModelIsDefined() {
    refused(
        m -> m.observeJointly(WHY, m.parameter("b", Normal.of(0, 1), 2)),
        "joint log density must be one number without rows, [], got shape [2]");
    refused(
        m -> m.observeJointly(WHY, m.column("y")),
        "joint log density must be one number without rows, [], got shape [rows]: read rows by"
            + " allRows().column(), as arrays");
    refused(
        m -> m.observeJointly(" ", m.parameter("b", Normal.of(0, 1))),
        "observeJointly must say why rows are coupled");
    refused(
        m -> {
          Expr mu = m.parameter("mu", Normal.of(0, 1));
          m.observe("y", Normal.of(mu.plus(m.allRows().column("x").mean()), 1));
        },
        "only joint terms may read all rows at once: call observeJointly");
    refused(
        m -> {
          Expr mu = m.parameter("mu", Normal.of(0, 1));
          m.observeJointly(WHY, mu.times(m.allRows().column("x")).sum());
          m.weights("x");
        },
        "rows that are coupled cannot have weights");
    refused(
        m -> {
          m.parameter("idle", Normal.of(0, 1));
          m.observeJointly(WHY, m.parameter("mu", Normal.of(0, 1)));
        },
        "no observation depends on parameter 'idle'");
    refused(
        m -> m.allRows().column("z"),
        "no column 'z' in the schema; it has 'id', 'x', 'y'; did you mean 'x'?");
    assertThatThrownBy(() -> gp().on(Table.of(Map.of("x", X))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no column 'y'");
  }

  private static void refused(Consumer<Declare> body, String message) {
    assertThatThrownBy(() -> Model.define("bad", ROWS.schema(), body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Model bad: " + message);
  }
}
