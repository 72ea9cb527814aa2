package org.lethe.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.GradientContract;

/** Hierarchical models over the groups of a table. */
class GroupTest {

  private static final Table COUNTIES =
      Table.of(
          Schema.of("county", Column.number("uranium"), Column.category("state", "MN", "WI")),
          List.of("A", "B", "C"),
          Map.of("uranium", new double[] {-.5, .3, 1.25}, "state", new double[] {0, 0, 1}));

  private static final Schema SCHEMA =
      new Schema(
          "id",
          List.of(
              Column.id("id"),
              Column.number("log_radon"),
              Column.number("floor"),
              Column.category("county", "A", "B", "C"),
              Column.category("kind", "new", "old")),
          Map.of("county", COUNTIES));

  private static final Table ROWS =
      Table.of(
          SCHEMA,
          List.of("a", "b", "c", "d"),
          Map.of(
              "log_radon", new double[] {.8, .7, 1.1, -.2},
              "floor", new double[] {1, 0, 0, 1},
              "county", new double[] {1, 0, 1, 2},
              "kind", new double[] {0, 1, 1, 0}));

  /** As the documentation of the interface writes it. */
  private static Model radon() {
    return Model.define(
        "radon",
        SCHEMA,
        m -> {
          Group county = m.group("county");
          Expr level = m.parameter("level", Normal.of(0, 10));
          Expr slope = m.parameter("slope", Normal.of(0, 1));
          Expr uranium = m.parameter("uranium", Normal.of(0, 1));
          Expr tau = m.parameter("tau", HalfNormal.of(1));
          Expr sigma = m.parameter("sigma", HalfNormal.of(1));
          Expr z = m.parameter("z", Normal.of(0, 1), county.size());
          Expr a =
              m.deterministic(
                  "a", level.plus(uranium.times(county.column("uranium"))).plus(tau.times(z)));
          m.observe(
              "log_radon", Normal.of(county.of(a).plus(slope.times(m.column("floor"))), sigma));
        });
  }

  @Test
  void eachRowReadsWhatItsGroupHas() {
    Model model = radon();
    assertThat(model.dimension()).isEqualTo(8);
    double[] theta = {.1, -.4, .7, Math.log(.5), Math.log(2), .3, -1.1, .9};
    double[] u = COUNTIES.column("uranium");
    double[] a = Evaluate.at(model.quantities().get("a"), model.theta(), theta);
    double[] rows = Evaluate.rows(model.logLikelihood(), model.theta(), ROWS, theta);
    for (int j = 0; j < 3; j++) {
      assertThat(a[j]).isCloseTo(.1 + .7 * u[j] + .5 * theta[5 + j], within(1e-14));
    }
    for (int i = 0; i < 4; i++) {
      int j = (int) ROWS.column("county")[i];
      double z = (ROWS.column("log_radon")[i] - a[j] + .4 * ROWS.column("floor")[i]) / 2;
      double expected = -z * z / 2 - Math.log(2) - .5 * Math.log(2 * Math.PI);
      assertThat(rows[i]).isCloseTo(expected, within(1e-13));
    }
    Expr joint = LogJoint.joint(model);
    GradientContract.check(
        x -> joint.substitute(Map.of(model.theta(), x)), ROWS, theta, theta.length);
  }

  @Test
  void aGroupMayBelongToAnother() {
    Model model =
        Model.define(
            "nested",
            SCHEMA,
            m -> {
              Group county = m.group("county");
              Expr state = m.parameter("state", Normal.of(0, 1), 2);
              Expr effect =
                  m.parameter("effect", Normal.of(state.gather(county.column("state")), .5));
              m.observe("log_radon", Normal.of(county.of(effect), 1));
            });
    assertThat(model.parameters().get(1).dims()).containsExactly(3);
    double[] theta = {2, -3, 2.1, 1.7, -2.5};
    double prior = 0;
    for (int j = 0; j < 2; j++) {
      prior += logNormal(theta[j], 0, 1);
    }
    for (int j = 0; j < 3; j++) {
      prior += logNormal(theta[2 + j], theta[(int) COUNTIES.column("state")[j]], .5);
    }
    assertThat(Evaluate.at(model.logPrior(), model.theta(), theta)[0])
        .isCloseTo(prior, within(1e-12));
  }

  private static double logNormal(double x, double mean, double sd) {
    double z = (x - mean) / sd;
    return -z * z / 2 - Math.log(sd) - .5 * Math.log(2 * Math.PI);
  }

  @Test
  void aCategoryGroupsRowsToo() {
    Model model =
        Model.define(
            "kinds",
            SCHEMA,
            m -> {
              Group kind = m.group("kind");
              Expr mean = m.parameter("mean", Normal.of(0, 1), kind.size());
              m.observe("log_radon", Normal.of(kind.of(mean), 1));
            });
    double[] rows = Evaluate.rows(model.logLikelihood(), model.theta(), ROWS, .5, -.5);
    assertThat(rows[1]).isCloseTo(logNormal(.7, -.5, 1), within(1e-14));
    refused(
        m -> m.group("kind").column("age"),
        "group 'kind' has no table, so it has no column 'age'; declare it with"
            + " Schema.Builder.group");
  }

  @Test
  void mistakesAreNamed() {
    refused(
        m -> m.group("county").of(m.parameter("z", Normal.of(0, 1), 4)),
        "group 'county' has 3 groups, which shape [4] does not fit");
    refused(
        m -> m.group("floor"),
        "column 'floor' names no groups; declare it with Schema.Builder.group or category");
    refused(
        m -> m.group("county").column("uranum"),
        "group 'county': no column 'uranum' in the schema; it has 'county', 'uranium', 'state';"
            + " did you mean 'uranium'?");
    refused(
        m -> m.group("country"),
        "no column 'country' in the schema; it has 'id', 'log_radon', 'floor', 'county', 'kind';"
            + " did you mean 'county'?");
  }

  private static void refused(Consumer<Declare> body, String message) {
    assertThatThrownBy(() -> Model.define("bad", SCHEMA, body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Model bad: " + message);
  }
}
