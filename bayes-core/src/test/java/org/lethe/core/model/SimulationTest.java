package org.lethe.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Beta;
import org.lethe.core.distribution.Categorical;
import org.lethe.core.distribution.Dirichlet;
import org.lethe.core.distribution.Exponential;
import org.lethe.core.distribution.Flat;
import org.lethe.core.distribution.Gamma;
import org.lethe.core.distribution.LkjCholesky;
import org.lethe.core.distribution.MultivariateNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;
import org.lethe.core.random.RandomStream;

class SimulationTest {

  private static final int N = 4000;
  private static final RandomStream RANDOM = RandomStream.of(5).at(3, 0);

  /** Once in a million seeds: P(√n D &gt; c) is at most 2 exp(−2c²). */
  private static void assertUniform(double[] u) {
    double[] sorted = u.clone();
    Arrays.sort(sorted);
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      double above = (i + 1.0) / sorted.length - sorted[i];
      distance = Math.max(distance, Math.max(above, 1.0 / sorted.length - above));
    }
    double bound = Math.sqrt(Math.log(2e6) / 2 / sorted.length);
    assertThat(distance).isLessThan(bound);
  }

  @Test
  void priorsMayDependOnEarlierParameters() {
    Model model =
        Model.define(
            "waiting",
            Data.SCHEMA,
            m -> {
              Expr rate = m.parameter("rate", Gamma.of(3, 2));
              Expr times = m.parameter("times", Exponential.of(rate), 2);
              Expr share = m.parameter("share", Dirichlet.of(1, 1, 1), 2, 3);
              Expr shift = times.sum().plus(share.sum());
              m.observe("y", Normal.of(shift, 1));
            });
    double[][] theta = Simulation.of(model).prior(N, RANDOM);
    double[] rate = Arrays.stream(theta).mapToDouble(t -> Math.exp(t[0])).toArray();
    // a Gamma(3, 2) has the distribution function 1 − e⁻ˣ(1 + x + x²/2) at x = 2 rate
    assertUniform(
        Arrays.stream(rate).map(r -> 1 - Math.exp(-2 * r) * (1 + 2 * r + 2 * r * r)).toArray());
    for (int j = 1; j <= 2; j++) {
      int at = j;
      assertUniform(
          IntStream.range(0, N)
              .mapToDouble(i -> -Math.expm1(-rate[i] * Math.exp(theta[i][at])))
              .toArray());
    }
    assertThat(theta[0]).hasSize(model.dimension());
    assertThat(theta[7][1]).isNotEqualTo(theta[7][2]);
  }

  @Test
  void whatRoundsToAnEdgeStaysInside() {
    Model model =
        Model.define(
            "edges",
            Data.SCHEMA,
            m -> {
              Expr p = m.parameter("p", Beta.of(.01, .01), 5);
              Expr rate = m.parameter("rate", Gamma.of(1e-4, 1));
              Expr share = m.parameter("share", Dirichlet.of(1e-4, 1e-4));
              m.observe("y", Normal.of(p.sum().plus(rate).plus(share.sum()), 1));
            });
    for (double[] theta : Simulation.of(model).prior(50, RANDOM)) {
      assertThat(Arrays.stream(theta).allMatch(Double::isFinite)).isTrue();
    }
  }

  @Test
  void theFirstOfManyDrawsAreThoseOfFew() {
    Model model = vectors();
    Simulation simulation = Simulation.of(model);
    double[][] many = simulation.prior(9, RANDOM);
    assertThat(Arrays.copyOf(many, 4)).isDeepEqualTo(simulation.prior(4, RANDOM));
    assertThat(many[0]).isNotEqualTo(many[1]);
    List<Table> tables = simulation.rows(many, Data.TABLE, RANDOM);
    List<Table> few = simulation.rows(Arrays.copyOf(many, 4), Data.TABLE, RANDOM);
    assertThat(few.get(3).digest()).isEqualTo(tables.get(3).digest());
    assertThat(simulation.prior(1, RandomStream.of(6))[0]).isNotEqualTo(many[0]);
  }

  private static Model vectors() {
    return Model.define(
        "vectors",
        Data.SCHEMA,
        m -> {
          Expr mean = m.parameter("mean", Normal.of(0, 1), 2);
          Expr factor = m.parameter("factor", LkjCholesky.of(2, 1.5));
          Expr rows = m.column("exposure").times(Expr.constant(1, -1)).plus(mean);
          m.observe(List.of("x1", "x2"), MultivariateNormal.ofCholesky(rows, factor));
        });
  }

  @Test
  void vectorsOfRowsHaveTheirMeansAndCorrelation() {
    Simulation simulation = Simulation.of(vectors());
    double[] theta = {.5, -1, Math.log(3) / 2};
    double[][] same = new double[500][];
    Arrays.fill(same, theta);
    double product = 0;
    double first = 0;
    double second = 0;
    for (Table table : simulation.rows(same, Data.TABLE, RANDOM)) {
      for (int i = 0; i < Data.ROWS; i++) {
        double a = table.column("x1")[i] - Data.at("exposure", i) - .5;
        double b = table.column("x2")[i] + Data.at("exposure", i) + 1;
        product += a * b;
        first += a;
        second += b;
      }
    }
    int n = 500 * Data.ROWS;
    // tanh(½ log 3) = ½ is the correlation; 5 standard errors, once in 1.7 million seeds
    assertThat(product / n).isCloseTo(.5, within(5 * Math.sqrt(1.25 / n)));
    assertThat(first / n).isCloseTo(0, within(5 / Math.sqrt(n)));
    assertThat(second / n).isCloseTo(0, within(5 / Math.sqrt(n)));
  }

  @Test
  void everyRowIsDrawnFromItsOwnArguments() {
    Model model =
        Model.define(
            "rows",
            Data.SCHEMA,
            m -> {
              Expr b = m.parameter("b", Normal.of(0, 1));
              m.observe("visits", Poisson.rate(m.column("weight").times(1e6).plus(b.exp())));
              m.observe(
                  "kind", Categorical.logits(m.column("x1").times(Expr.constant(-1e9, 0, 1e9))));
              m.observe("std", Normal.of(m.column("x2"), 1e-9));
            });
    Table drawn = Simulation.of(model).rows(new double[][] {{0}}, Data.TABLE, RANDOM).get(0);
    assertThat(drawn.ids()).isEqualTo(Data.TABLE.ids());
    for (int i = 0; i < Data.ROWS; i++) {
      double rate = 1e6 * Data.at("weight", i) + 1;
      assertThat(drawn.column("visits")[i]).isCloseTo(rate, within(6 * Math.sqrt(rate)));
      assertThat(drawn.column("kind")[i]).isEqualTo(Data.at("x1", i) > 0 ? 2 : 0);
      assertThat(drawn.column("std")[i]).isCloseTo(Data.at("x2", i), within(1e-8));
      assertThat(drawn.column("y")[i]).isEqualTo(Data.at("y", i));
    }
    model.check(drawn);
  }

  @Test
  void responsesNeedNotBeThere() {
    Schema schema = Schema.of("id", Column.number("x"), Column.number("y"));
    Model line =
        Model.define(
            "line",
            schema,
            m -> {
              Expr slope = m.parameter("slope", Normal.of(0, 1));
              m.observe("y", Normal.of(slope.times(m.column("x")), 1e-9));
            });
    Table covariates =
        Table.of(
            Schema.of("id", Column.number("x")),
            List.of("a", "b"),
            Map.of("x", new double[] {1, 2}));
    Table drawn = Simulation.of(line).rows(new double[][] {{3}}, covariates, RANDOM).get(0);
    assertThat(drawn.column("y")).containsExactly(new double[] {3, 6}, within(1e-7));
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    Model custom =
        Model.define(
            "custom",
            Data.SCHEMA,
            m -> {
              Expr b = m.parameter("b", Normal.of(0, 1));
              m.observe("y", Normal.of(b, 1));
              m.observe(m.column("x1").times(b), "x1");
            });
    assertThatThrownBy(() -> Simulation.of(custom).rows(new double[][] {{0}}, Data.TABLE, RANDOM))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("custom has row terms that are log densities");
    Model flat =
        Model.define(
            "flat",
            Data.SCHEMA,
            m -> m.observe("y", Normal.of(m.parameter("b", Flat.on(Support.REAL)), 1)));
    assertThatThrownBy(() -> Simulation.of(flat).prior(2, RANDOM))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("Flat: a flat prior on REAL is improper");
    Model open =
        Model.define(
            "open",
            Data.SCHEMA,
            m -> {
              Expr sd = m.hyperparameter("sd", Support.POSITIVE, 1);
              m.observe("y", Normal.of(m.parameter("b", Normal.of(0, 1)), sd));
            });
    assertThatThrownBy(() -> Simulation.of(open))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hyperparameters whose values are not known");
  }
}
