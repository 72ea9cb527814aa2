package org.lethe.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;

/** Hyperparameters are inputs of a model until they are known, and constants from then on. */
class HyperparameterTest {

  private static Model model(double start) {
    return Model.define(
        "hyper",
        Data.SCHEMA,
        m -> {
          Expr noise = m.hyperparameter("noise", Support.POSITIVE, start);
          Expr knots = m.hyperparameter("knots", Support.ORDERED, new double[] {-1, 2}, 2);
          Expr mu = m.parameter("mu", Normal.of(0, 1));
          m.deterministic("middle", knots.sum().times(.5));
          m.observe("y", Normal.of(mu.plus(knots.at(0)), noise));
        });
  }

  @Test
  void theyStartOnTheRealLineFromWhatIsGiven() {
    Model model = model(3);
    assertThat(model.isOpen()).isTrue();
    assertThat(model.dimension()).isEqualTo(1);
    assertThat(model.hyperparameters())
        .containsExactly(
            new Parameter("noise", 0, 1, List.of(), Support.POSITIVE),
            new Parameter("knots", 1, 2, List.of(2), Support.ORDERED));
    assertThat(model.etaStart())
        .containsExactly(new double[] {Math.log(3), -1, Math.log(3)}, within(1e-15));
    assertThat(model.quantities()).containsOnlyKeys("mu", "noise", "knots", "middle");
  }

  @Test
  void onceKnownTheyAreConstants() {
    Model open = model(3);
    double[] eta = {Math.log(2), -.5, 0};
    Model known = open.with(eta);
    assertThat(known.isOpen()).isFalse();
    assertThat(known.fitted().orElseThrow()).isEqualTo(eta);
    assertThat(known.digest()).isEqualTo(open.digest());
    assertThat(Evaluate.constant(known.quantities().get("noise"))[0]).isEqualTo(2, within(1e-15));
    assertThat(Evaluate.constant(known.quantities().get("knots"))).containsExactly(-.5, .5);
    assertThat(Evaluate.constant(known.quantities().get("middle"))).containsExactly(0);
    double[] rows = Evaluate.rows(known.logLikelihood(), known.theta(), Data.TABLE, .7);
    for (int i = 0; i < rows.length; i++) {
      double z = (Data.at("y", i) - .2) / 2;
      double expected = -z * z / 2 - Math.log(2) - .5 * Math.log(2 * Math.PI);
      assertThat(rows[i]).isCloseTo(expected, within(1e-13));
    }
    assertThat(known.open().isOpen()).isTrue();
    assertThat(known.open().logLikelihood()).isSameAs(open.logLikelihood());
  }

  @Test
  void theStartIsPartOfTheDefinition() {
    assertThat(model(3).digest()).isNotEqualTo(model(4).digest());
    assertThat(model(3).digest()).isEqualTo(model(3).digest());
  }

  @Test
  void aPriorThatReadsOneIsGaussianOnlyOnceItIsKnown() {
    Model model =
        Model.define(
            "empirical",
            Data.SCHEMA,
            m -> {
              Expr spread = m.hyperparameter("spread", Support.POSITIVE, 1);
              Expr mu = m.parameter("mu", Normal.of(0, spread));
              m.observe("y", Normal.of(mu, 1));
            });
    assertThat(model.gaussianPrior()).isEmpty();
    double[][] covariance =
        model.with(new double[] {Math.log(3)}).gaussianPrior().orElseThrow().covariance();
    assertThat(covariance[0][0]).isEqualTo(9, within(1e-14));
  }

  @Test
  void aModelWithoutAnyIsNeverOpen() {
    Model plain =
        Model.define(
            "plain",
            Data.SCHEMA,
            m -> m.observe("y", Normal.of(m.parameter("mu", Normal.of(0, 1)), 1)));
    assertThat(plain.isOpen()).isFalse();
    assertThat(plain.open()).isSameAs(plain);
    assertThat(plain.fitted().orElseThrow()).isEmpty();
  }

  @Test
  void mistakesAreNamed() {
    refused(
        m -> m.hyperparameter("s", Support.POSITIVE, -1),
        "parameter 's': Support: value must be positive and finite, got -1.0");
    refused(
        m -> m.hyperparameter("s", Support.BINARY, 1),
        "hyperparameter 's' must have a continuous support, got BINARY");
    refused(
        m -> m.hyperparameter("s", Support.REAL, new double[] {1, 2, 3}, 2),
        "hyperparameter 's' has shape [2], which 3 start values do not fill");
    refused(
        m -> {
          m.hyperparameter("idle", Support.REAL, 0);
          m.observe("y", Normal.of(m.parameter("mu", Normal.of(0, 1)), 1));
        },
        "no observation depends on hyperparameter 'idle'");
    assertThatThrownBy(() -> model(1).with(new double[2]))
        .hasMessage("Model hyper: its hyperparameters are 3 numbers on the real line, got 2");
    assertThatThrownBy(() -> model(1).with(new double[] {0, Double.NaN, 0}))
        .hasMessage("Model hyper: hyperparameter must be finite, got NaN");
  }

  private static void refused(Consumer<Declare> body, String message) {
    assertThatThrownBy(() -> Model.define("bad", Data.SCHEMA, body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Model bad: " + message);
  }

  @Test
  void derivativesInThemAreRight() {
    Model model = model(3);
    Expr joint = LogJoint.joint(model);
    org.lethe.core.expr.GradientContract.check(
        x -> joint.substitute(Map.of(model.eta(), x, model.theta(), Expr.vector(.3))),
        Data.TABLE,
        new double[] {.4, -.3, .2},
        3);
  }
}
