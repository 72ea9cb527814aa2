package org.lethe.validation.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Column;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.MultivariateNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.StudentT;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.model.Regression;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Predictive;
import org.lethe.core.random.RandomStream;

class PredictiveKlTest {
  private static final Table ROWS = Cases.rows(40);

  @Test
  void logisticAgreesWithIntegrationOverThePredictor() {
    Model model = Regression.logistic(Cases.SCHEMA, "label").features("x").model();
    double sum = 0;
    for (double x : ROWS.column("x")) {
      double p = probability(Cases.one(model), x);
      double q = probability(Cases.other(model), x);
      sum += p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
    }
    Estimate kl = PredictiveKl.between(Cases.one(model), Cases.other(model), ROWS);
    assertThat(kl.value()).isCloseTo(sum / 40, within(1e-9));
    assertThat(kl.interval().isExact()).isTrue();
    assertThat(PredictiveKl.between(Cases.other(model), Cases.one(model), ROWS).value())
        .isNotCloseTo(sum / 40, within(1e-4));
  }

  @Test
  void aPosteriorIsNoDistanceFromItself() {
    for (Model model : List.of(multinomial(), poisson(), knownNoise())) {
      Estimate kl = PredictiveKl.between(Cases.one(model), Cases.one(model), ROWS);
      assertThat(kl.value()).isZero();
    }
  }

  @Test
  void multinomialAgreesWithManyMoreDraws() {
    Model model = multinomial();
    Estimate kl = PredictiveKl.between(Cases.one(model), Cases.other(model), ROWS);
    double[][] p = manyDraws(Cases.one(model));
    double[][] q = manyDraws(Cases.other(model));
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      for (int k = 0; k < 3; k++) {
        sum += p[i][k] * Math.log(p[i][k] / q[i][k]);
      }
    }
    double sd = (kl.interval().high() - kl.value()) / 1.96;
    // the reference has 20 times the draws; 4.1 sd of the difference: false alarm 6e−5
    assertThat(kl.value()).isCloseTo(sum / p.length, within(4.2 * sd));
    assertThat(sd).isLessThan(.1 * kl.value());
    assertThat(kl.how()).contains("4000 draws");
  }

  @Test
  void knownNoiseAgreesWithTheClosedFormBetweenNormals() {
    Model model = knownNoise();
    Estimate kl = PredictiveKl.between(Cases.one(model), Cases.other(model), ROWS);
    assertThat(kl.value()).isCloseTo(betweenNormals(ROWS), within(1e-12));
    assertThat(kl.interval().isExact()).isTrue();
    requireAgrees(redrawn(model, ROWS), betweenNormals(ROWS));
  }

  private static Estimate redrawn(Model model, Table rows) {
    return new ResponseKl(Cases.one(model), rows, RandomStream.of(0)).to(Cases.other(model));
  }

  @Test
  void poissonAgreesWithTheSumOverCounts() {
    Model model = poisson();
    double[] sums = new double[40];
    for (int n = 0; n < 120; n++) {
      Table at = withCount(n);
      double[] p = Cases.one(model).predict(at).logScore();
      double[] q = Cases.other(model).predict(at).logScore();
      for (int i = 0; i < 40; i++) {
        sums[i] += Math.exp(p[i]) * (p[i] - q[i]);
      }
    }
    double expected = Arrays.stream(sums).average().orElseThrow();
    requireAgrees(PredictiveKl.between(Cases.one(model), Cases.other(model), ROWS), expected);
  }

  @Test
  void unknownNoiseAndHeavyTailsAreMeasuredToo() {
    Model noise = Regression.linear(Cases.SCHEMA, "y").features("x").model();
    Model heavy =
        Model.define(
            "heavy",
            Cases.SCHEMA,
            m -> {
              Expr slope = m.parameter("slope", Normal.of(0, 1));
              m.observe("y", StudentT.of(4, slope.times(m.column("x")), .7));
            });
    for (Model model : List.of(noise, heavy)) {
      Estimate kl = PredictiveKl.between(Cases.one(model), Cases.other(model), Cases.rows(8));
      assertThat(kl.interval().low()).isPositive();
      assertThat(kl.interval().high()).isLessThan(2.5 * kl.interval().low());
    }
  }

  @Test
  void unknownNoiseAgreesWithIntegrationOverTheNoise() {
    Model model = Regression.linear(Cases.SCHEMA, "y").features("x").model();
    Table rows = Cases.rows(8);
    double sum = 0;
    for (double x : rows.column("x")) {
      for (double y = -40; y < 40; y += .05) {
        double p = density(Cases.one(model), x, y);
        sum += .05 * p * Math.log(p / density(Cases.other(model), x, y));
      }
    }
    int covered = 0;
    for (int seed = 0; seed < 5; seed++) {
      ResponseKl from = new ResponseKl(Cases.one(model), rows, RandomStream.of(seed));
      Interval interval = from.to(Cases.other(model)).interval();
      covered += interval.contains(sum / 8) ? 1 : 0;
    }
    // five intervals at level 0.95, of which three or more miss: false alarm 1.2e−3
    assertThat(covered).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aModelThatWasBuiltAgainIsTheSame() {
    List<Supplier<Model>> models =
        List.of(
            () -> Regression.logistic(Cases.SCHEMA, "label").features("x").model(),
            PredictiveKlTest::multinomial,
            PredictiveKlTest::poisson,
            PredictiveKlTest::knownNoise,
            () -> Regression.linear(Cases.SCHEMA, "y").features("x").model());
    for (Supplier<Model> built : models) {
      Model model = built.get();
      assertThat(PredictiveKl.between(Cases.one(model), Cases.other(built.get()), Cases.rows(3)))
          .isEqualTo(PredictiveKl.between(Cases.one(model), Cases.other(model), Cases.rows(3)));
    }
  }

  @Test
  void aSampleOfManyRowsStandsForAll() {
    Model model = knownNoise();
    Table rows = Cases.rows(30_000);
    Estimate kl = redrawn(model, rows);
    requireAgrees(kl, betweenNormals(rows));
    assertThat(kl.how()).contains("of the 30000 rows");
  }

  @Test
  void otherModelsNoRowsAndResponsesOfSeveralColumnsAreRefused() {
    Posterior one = Cases.one(knownNoise());
    assertThatThrownBy(() -> PredictiveKl.between(one, Cases.one(poisson()), ROWS))
        .hasMessageStartingWith("PredictiveKl: both posteriors must be of one model");
    assertThatThrownBy(() -> PredictiveKl.between(one, one, ROWS.select(List.of())))
        .hasMessage("PredictiveKl: rows must be at least 1, got 0");
    Model pair =
        Model.define(
            "pair",
            Cases.SCHEMA,
            m ->
                m.observe(
                    List.of("x", "y"),
                    MultivariateNormal.of(
                        m.parameter("mu", Normal.of(0, 1), 2), new double[][] {{1, 0}, {0, 1}})));
    assertThatThrownBy(() -> PredictiveKl.between(Cases.one(pair), Cases.other(pair), ROWS))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("exactly one response of one column");
  }

  @Test
  void rowsThatAreCoupledAndRowsOfOtherScalesAreRefused() {
    Model coupled =
        Model.define(
            "coupled",
            Cases.SCHEMA,
            m -> {
              Expr a = m.parameter("a", Normal.of(0, 1));
              m.observe("y", Normal.of(a, .5));
              m.observeJointly("for the test", Normal.of(0, 1).logDensity(a));
            });
    assertThatThrownBy(() -> PredictiveKl.between(Cases.one(coupled), Cases.other(coupled), ROWS))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("model coupled couples its rows: for the test");
    Schema otherFile = Schema.of("id", Column.standardised("x", 1, 3));
    Table rows = Table.of(otherFile, List.of("a"), Map.of("x", new double[1]));
    Model known = knownNoise();
    assertThatThrownBy(() -> PredictiveKl.between(Cases.one(known), Cases.other(known), rows))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 'x' was read with other levels or scales");
  }

  /** The mean KL of the predictives of known noise, in closed form. */
  private static double betweenNormals(Table rows) {
    Model model = knownNoise();
    double sum = 0;
    for (double x : rows.column("x")) {
      double[] p = moments(Cases.one(model), x, .5);
      double[] q = moments(Cases.other(model), x, .5);
      double gap = p[0] - q[0];
      sum += .5 * (p[1] / q[1] + gap * gap / q[1] - 1 + Math.log(q[1] / p[1]));
    }
    return sum / rows.size();
  }

  private static void requireAgrees(Estimate kl, double expected) {
    double sd = (kl.interval().high() - kl.value()) / 2.093;
    // 4.1 sd by Student's law with 19 degrees of freedom: false alarm 6e−4
    assertThat(kl.value()).isCloseTo(expected, within(4.1 * sd));
    assertThat(sd).isLessThan(.1 * expected);
  }

  private static Model multinomial() {
    return Regression.multinomial(Cases.SCHEMA, "kind").features("x").model();
  }

  private static Model poisson() {
    return Regression.poisson(Cases.SCHEMA, "n").features("x").model();
  }

  /** Standardised columns, so that redrawing must undo and redo their codes. */
  private static Model knownNoise() {
    return Model.define(
        "known",
        Cases.SCHEMA,
        m -> {
          Expr a = m.parameter("a", Normal.of(0, 1));
          Expr b = m.parameter("b", Normal.of(0, 1));
          m.observe("y", Normal.of(a.plus(b.times(m.column("x"))), .5));
        });
  }

  /** Mean and variance of y at x. */
  private static double[] moments(Gaussian q, double x, double noise) {
    double[][] s = q.covariance();
    double variance = s[0][0] + 2 * x * s[0][1] + x * x * s[1][1] + noise * noise;
    return new double[] {q.mean()[0] + x * q.mean()[1], variance};
  }

  /** ∫ sigmoid(f) N(f) df by the trapezoid rule, exact to rounding for an analytic integrand. */
  private static double probability(Gaussian q, double x) {
    double[] f = moments(q, x, 0);
    double sum = 0;
    for (int i = -600; i <= 600; i++) {
      double z = i / 60.0;
      sum += Math.exp(-z * z / 2) / (1 + Math.exp(-f[0] - Math.sqrt(f[1]) * z));
    }
    return sum / 60 / Math.sqrt(2 * Math.PI);
  }

  private static double[][] manyDraws(Gaussian q) {
    return Predictive.ofDraws(q.model(), q.draw(80_000, RandomStream.of(77)), ROWS).probabilities();
  }

  /** p(y | x) of a linear model of unknown noise: given log σ, the predictive is normal. */
  private static double density(Gaussian q, double x, double y) {
    double[] m = q.mean();
    double[][] c = q.covariance();
    double common = c[0][2] + x * c[1][2];
    double own = c[0][0] + 2 * x * c[0][1] + x * x * c[1][1] - common * common / c[2][2];
    double sum = 0;
    for (double z = -8; z <= 8; z += .2) {
      double logSigma = m[2] + z * Math.sqrt(c[2][2]);
      double mean = m[0] + x * m[1] + common * z / Math.sqrt(c[2][2]);
      double variance = own + Math.exp(2 * logSigma);
      double r = y - mean;
      sum += .2 * Math.exp(-z * z / 2 - r * r / 2 / variance) / Math.sqrt(variance);
    }
    return sum / (2 * Math.PI);
  }

  private static Table withCount(int n) {
    Map<String, double[]> raw = new HashMap<>();
    Cases.SCHEMA
        .valueColumns()
        .forEach(
            c ->
                raw.put(
                    c.name(),
                    Arrays.stream(ROWS.column(c.name()))
                        .map(v -> c.name().equals("n") ? n : v * c.scale() + c.centre())
                        .toArray()));
    return Table.of(Cases.SCHEMA, ROWS.ids(), raw);
  }
}
