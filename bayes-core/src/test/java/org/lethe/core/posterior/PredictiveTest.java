package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Column;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.model.Regression;
import org.lethe.core.random.RandomStream;

class PredictiveTest {
  private final Table rows = Example.rows();
  private final Gaussian logistic = Example.dense(Example.logistic());

  /** The mean and sd of the predictor in a row: intercept + x·beta under N(m, LLᵀ). */
  private static double[] predictor(Gaussian q, Table rows, int row) {
    double[] a = {1, rows.column("x1")[row], rows.column("x2")[row]};
    double mean = 0;
    double variance = 0;
    for (int i = 0; i < 3; i++) {
      mean += a[i] * q.mean()[i];
      for (int j = 0; j < 3; j++) {
        variance += a[i] * a[j] * q.covariance()[i][j];
      }
    }
    return new double[] {mean, Math.sqrt(variance)};
  }

  /** ∫ g(f) N(f; m, s²) df by adaptive quadrature over ±12 sd, cut into pieces. */
  private static double integral(double[] f, DoubleUnaryOperator g) {
    IterativeLegendreGaussIntegrator rule = new IterativeLegendreGaussIntegrator(40, 1e-13, 1e-15);
    NormalDistribution z = new NormalDistribution(0, 1);
    double sum = 0;
    for (int piece = -24; piece < 24; piece++) {
      sum +=
          rule.integrate(
              100_000,
              x -> z.density(x) * g.applyAsDouble(f[0] + f[1] * x),
              piece / 2.0,
              (piece + 1) / 2.0);
    }
    return sum;
  }

  private static double sigmoid(double f) {
    return 1 / (1 + Math.exp(-f));
  }

  @Test
  void aSingleAffinePredictorIsIntegratedExactly() {
    Prediction prediction = logistic.predict(rows);
    double[] mean = prediction.mean();
    double[][] probabilities = prediction.probabilities();
    double[] logScore = prediction.logScore();
    double[] label = rows.column("label");
    for (int i = 0; i < rows.size(); i++) {
      double[] f = predictor(logistic, rows, i);
      double one = integral(f, PredictiveTest::sigmoid);
      double zero = integral(f, x -> sigmoid(-x));
      // the last row's predictor has sd 11, where the rule errs by exp(−2π²/(11 · 20/256)) = 1e-10
      assertThat(mean[i]).isCloseTo(one, within(1e-9));
      assertThat(probabilities[i]).containsExactly(new double[] {zero, one}, within(1e-9));
      assertThat(logScore[i]).isCloseTo(Math.log(label[i] == 1 ? one : zero), within(1e-8));
    }
  }

  @Test
  void halvedStepsIntegrateMomentsAndASteepResponse() {
    double[] moments = new double[7];
    double steep = 0;
    for (int stage = 0; stage <= 3; stage++) {
      NormalRule rule = NormalRule.stage(stage);
      double[] own = new double[moments.length];
      double ownSteep = 0;
      for (int k = 0; k < rule.nodes().length; k++) {
        for (int p = 0; p < moments.length; p++) {
          own[p] += rule.weights()[k] * Math.pow(rule.nodes()[k], p);
        }
        ownSteep += rule.weights()[k] * sigmoid(20 * rule.nodes()[k] + 7);
      }
      for (int p = 0; p < moments.length; p++) {
        moments[p] = stage == 0 ? own[p] : (moments[p] + own[p]) / 2;
      }
      steep = stage == 0 ? ownSteep : (steep + ownSteep) / 2;
    }
    assertThat(moments).containsExactly(new double[] {1, 0, 1, 0, 3, 0, 15}, within(1e-12));
    // sd 20 at the step 20/512: 2 exp(−2π²/(20 · 20/512)) = 2e−11
    double exact = integral(new double[] {7, 20}, PredictiveTest::sigmoid);
    assertThat(steep).isCloseTo(exact, within(1e-10));
  }

  /**
   * Narrow densities whose centre lies so that rule and midpoints of the first stages agree, both
   * off by as much as the next harmonic: E exp(−(z − c)²/2w²) = w/√(1+w²) exp(−c²/2(1+w²)).
   */
  @Test
  void rulesThatAgreeByChanceAreHalvedOn() {
    for (int stage = 1; stage <= 2; stage++) {
      double step = 20.0 / 64 / stage;
      for (double w : new double[] {.1, .08, .06, .05, .04}) {
        double c = deceptive(stage, w, step);
        Expr z = Expr.input("z");
        Expr density = z.minus(c).square().times(-.5 / (w * w)).times(Expr.ones());
        PredictorAverage average = new PredictorAverage(z, density, false);
        double log = Math.log(w / Math.hypot(1, w)) - c * c / 2 / (1 + w * w);
        // 1e−5 at two stages running leaves δ²/2
        assertThat(average.logMeanExp(rows)[0]).isCloseTo(log, within(1e-10));
        assertThat(new PredictorAverage(z, density.exp(), false).mean(rows)[0])
            .isCloseTo(Math.exp(log), within(1e-10 * Math.exp(log)));
      }
    }
  }

  /** A centre about a quarter of a step past a node, where the midpoints change nothing. */
  private static double deceptive(int stage, double w, double step) {
    double node = 10 * step;
    return new BrentSolver(1e-14)
        .solve(200, c -> gain(stage, w, c), node + .05 * step, node + .45 * step);
  }

  /** By how much the midpoints of a stage exceed the rule of all stages before, as a fraction. */
  private static double gain(int stage, double w, double c) {
    double rule = 0;
    for (int s = 0; s < stage; s++) {
      rule = s == 0 ? narrow(s, w, c) : (rule + narrow(s, w, c)) / 2;
    }
    return narrow(stage, w, c) / rule - 1;
  }

  private static double narrow(int stage, double w, double c) {
    NormalRule rule = NormalRule.stage(stage);
    double sum = 0;
    for (int k = 0; k < rule.nodes().length; k++) {
      double r = (rule.nodes()[k] - c) / w;
      sum += rule.weights()[k] * Math.exp(-r * r / 2);
    }
    return sum;
  }

  @Test
  void drawsAgreeWithTheExactIntegral() {
    int n = 4000;
    Prediction exact = logistic.predict(rows);
    double[][] theta = logistic.draw(n, RandomStream.of(21));
    Prediction drawn = Predictive.ofDraws(logistic.model(), theta, rows);
    double[] label = rows.column("label");
    for (int i = 0; i < rows.size(); i++) {
      double p = exact.mean()[i];
      double x1 = rows.column("x1")[i];
      double x2 = rows.column("x2")[i];
      double variance =
          Arrays.stream(theta)
                  .mapToDouble(t -> sigmoid(t[0] + x1 * t[1] + x2 * t[2]) - p)
                  .map(e -> e * e)
                  .sum()
              / n;
      double error = Math.sqrt(variance / n);
      // six rows at 4.5 standard errors: false alarm 4e-5; the log score is off by error/p
      assertThat(drawn.mean()[i]).isCloseTo(p, within(4.5 * error));
      double q = label[i] == 1 ? p : 1 - p;
      assertThat(drawn.logScore()[i]).isCloseTo(exact.logScore()[i], within(5 * error / q));
      assertThat(drawn.probabilities()[i][0] + drawn.probabilities()[i][1])
          .isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void aPoissonMeanIsThatOfALogNormal() {
    Model model = Regression.poisson(Example.SCHEMA, "n").features("x1", "x2").model();
    Gaussian q = Gaussian.meanField(model, Example.MEAN, new double[] {0.1, 0.2, 0.05});
    Prediction prediction = q.predict(rows);
    double[] n = rows.column("n");
    for (int i = 0; i < rows.size(); i++) {
      double[] f = predictor(q, rows, i);
      double mean = Math.exp(f[0] + f[1] * f[1] / 2);
      assertThat(prediction.mean()[i]).isCloseTo(mean, within(1e-11 * mean));
      double y = n[i];
      double factorial = y < 2 ? 1 : y == 2 ? 2 : y == 3 ? 6 : 120;
      double density = integral(f, x -> Math.exp(y * x - Math.exp(x)) / factorial);
      assertThat(prediction.logScore()[i]).isCloseTo(Math.log(density), within(1e-9));
    }
  }

  @Test
  void knownNoiseAddsToTheVarianceOfThePredictor() {
    Model model = Regression.linear(Example.SCHEMA, "y").features("x1", "x2").noise(0.7).model();
    Gaussian q = Example.dense(model);
    Prediction prediction = q.predict(rows);
    for (int i = 0; i < rows.size(); i++) {
      double[] f = predictor(q, rows, i);
      assertThat(prediction.mean()[i]).isCloseTo(f[0], within(1e-12));
      double expected =
          new NormalDistribution(f[0], Math.hypot(f[1], 0.7)).logDensity(rows.column("y")[i]);
      assertThat(prediction.logScore()[i]).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void unknownNoiseIsDrawnAndTheMeanStaysExact() {
    Model model =
        Model.define(
            "noisy",
            Example.SCHEMA,
            m -> {
              Expr slope = m.parameter("slope", Normal.of(0, 1));
              Expr sigma = m.parameter("sigma", HalfNormal.of(1));
              m.observe("y", Normal.of(slope.times(m.column("x1")), sigma));
            });
    Gaussian q = Gaussian.meanField(model, new double[] {0.5, 0.1}, new double[] {0.3, 0.2});
    Prediction prediction = q.predict(rows);
    assertThat(prediction.mean()[3]).isCloseTo(1, within(1e-14));
    NormalDistribution u = new NormalDistribution(0.1, 0.2);
    IterativeLegendreGaussIntegrator rule = new IterativeLegendreGaussIntegrator(40, 1e-12, 1e-14);
    double density =
        rule.integrate(
            100_000,
            x -> u.density(x) * new NormalDistribution(1, Math.hypot(0.6, Math.exp(x))).density(0),
            -1.5,
            1.7);
    // the density lies between 0 and 0.5 at each draw: sd below 0.1, 4.5 standard errors of 4000
    assertThat(Math.exp(prediction.logScore()[3]))
        .isCloseTo(density, within(4.5 * 0.1 / Math.sqrt(4000)));
  }

  @Test
  void threeLevelsAreDrawnAndHaveNoMean() {
    Model model = Regression.multinomial(Example.SCHEMA, "kind").features("x1").model();
    double[] mean = {0.1, -0.2, 0.5, 1};
    Gaussian q = Gaussian.meanField(model, mean, new double[] {1e-9, 1e-9, 1e-9, 1e-9});
    Prediction prediction = q.predict(rows);
    for (int i = 0; i < rows.size(); i++) {
      double x = rows.column("x1")[i];
      double b = Math.exp(mean[0] + x * mean[2]);
      double c = Math.exp(mean[1] + x * mean[3]);
      double[] expected = {1 / (1 + b + c), b / (1 + b + c), c / (1 + b + c)};
      // the posterior is a point up to 1e-9 · |x|
      assertThat(prediction.probabilities()[i]).containsExactly(expected, within(1e-7));
      assertThat(prediction.logScore()[i])
          .isCloseTo(Math.log(expected[(int) rows.column("kind")[i]]), within(1e-7));
    }
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(prediction::mean)
        .withMessage("Prediction: the response kind has no single mean; use probabilities()");
  }

  @Test
  void aModelWithoutSlopesPredictsTheSameInEveryRow() {
    Model model =
        Model.define(
            "level",
            Example.SCHEMA,
            m -> m.observe("y", Normal.of(m.parameter("level", Normal.of(0, 1)), 1)));
    Gaussian q = Gaussian.meanField(model, new double[] {0.4}, new double[] {0.1});
    assertThat(q.predict(rows).mean()).hasSize(6).containsOnly(new double[] {0.4}, within(1e-14));
  }

  @Test
  void theSameCallGivesTheSameBits() {
    Model model = Regression.linear(Example.SCHEMA, "y").features("x1").model();
    Gaussian q = Gaussian.meanField(model, Example.MEAN, new double[] {0.5, 2, 0.1});
    assertThat(q.predict(rows).logScore()).containsExactly(q.predict(rows).logScore());
    assertThat(logistic.predict(rows).mean())
        .containsExactly(Example.dense(Example.logistic()).predict(rows).mean());
  }

  @Test
  void aRowIsPredictedTheSameInAnyCompany() {
    Table alone = rows.select(List.of("r3"));
    assertThat(logistic.predict(alone).mean()[0]).isEqualTo(logistic.predict(rows).mean()[3]);
  }

  @Test
  void theResponseIsNeededForTheScoreOnly() {
    Prediction prediction = logistic.predict(Example.withoutResponses());
    assertThat(prediction.mean()).containsExactly(logistic.predict(rows).mean());
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(prediction::logScore)
        .withMessage(
            "Prediction: logScore() needs the response column 'label', which the rows lack");
  }

  @Test
  void whatCannotBePredictedIsRefusedInWords() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> logistic.predict(Table.of(Map.of("x1", new double[2]))).mean())
        .withMessageContaining("the model reads column 'x2', which the rows lack");
    Model counts = Regression.poisson(Example.SCHEMA, "n").features("x1", "x2").model();
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> Example.dense(counts).predict(rows).probabilities())
        .withMessageContaining("needs a response with a list of levels, but n is Poisson");
    Schema scaled = Schema.of("id", Column.standardised("x1", 3, 2), Column.number("x2"));
    Table other = Table.of(scaled, List.of("a"), Map.of("x1", new double[1], "x2", new double[1]));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> logistic.predict(other))
        .withMessageContaining("column 'x1' was read with other levels or scales");
  }

  @Test
  void noRowsGiveAnEmptyPrediction() {
    Table none = rows.select(List.of());
    assertThat(logistic.predict(none).mean()).isEmpty();
    assertThat(logistic.predict(none).probabilities()).isEmpty();
    assertThat(logistic.predict(none).logScore()).isEmpty();
  }
}
