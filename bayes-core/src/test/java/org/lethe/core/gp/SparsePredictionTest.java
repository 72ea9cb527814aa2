package org.lethe.core.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.distribution.StudentT;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.NormalPredictive;
import org.lethe.core.posterior.PosteriorPredictive;
import org.lethe.core.posterior.Prediction;
import org.lethe.core.random.RandomStream;

/**
 * Predictions of sparse processes beside the conditional in plain Java and a trapezoidal rule of
 * step 6·10⁻⁵ sd, which a density of width 5·10⁻⁴ sd does not notice.
 */
class SparsePredictionTest {
  private static final Table ROWS = Sparse.rows();
  private static final double[][] INDUCING = {{-1, .5}, {.4, -.3}, {1.2, 1.1}};

  /** log p(y | f) at a response and its predictor. */
  private interface LogDensity {
    double at(double y, double f);
  }

  private static double logit(double y, double f) {
    return -Math.log1p(Math.exp(y == 1 ? -f : f));
  }

  private static double count(double y, double f) {
    return y * f - Math.exp(f) - Gamma.logGamma(y + 1);
  }

  private static LogDensity student(double scale) {
    TDistribution t = new TDistribution(null, 4);
    return (y, f) -> t.logDensity((y - f) / scale) - Math.log(scale);
  }

  private static LogDensity normal(double sd) {
    NormalDistribution law = new NormalDistribution(null, 0, sd);
    return (y, f) -> law.logDensity(y - f);
  }

  /** The last of each kind are narrow or steep beside the spread of the predictor. */
  static Stream<Arguments> responses() {
    return Stream.of(
        response("label", Bernoulli::logits, SparsePredictionTest::logit),
        response(
            "label",
            f -> Bernoulli.logits(f.times(60)),
            (y, f) -> y == 1 ? -softplus(-60 * f) : -softplus(60 * f)),
        response("count", Poisson::logRate, SparsePredictionTest::count),
        response("count", f -> Poisson.logRate(f.times(5)), (y, f) -> count(y, 5 * f)),
        response("y", f -> StudentT.of(4, f, 0.6), student(0.6)),
        response("y", f -> StudentT.of(4, f, 0.003), student(0.003)),
        response("y", f -> Normal.of(f, 0.6), normal(0.6)),
        response("y", f -> Normal.of(f, 0.003), normal(0.003)),
        response(
            "y",
            f -> Normal.of(f.times(2).plus(.1), .003),
            (y, f) -> normal(.003).at(y, 2 * f + .1)));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static Arguments response(
      String column, Function<Expr, Distribution> law, LogDensity logDensity) {
    return Arguments.of(column, law, logDensity);
  }

  /** Two rules that differ by 1e−5 and are averaged leave its square. */
  @ParameterizedTest
  @MethodSource("responses")
  void logScoresAreThoseOfAFineRule(
      String column, Function<Expr, Distribution> law, LogDensity logDensity) {
    double[] logScore = predict(column, law).logScore();
    double[] y = ROWS.column(column);
    for (int i = 0; i < y.length; i++) {
      double at = y[i];
      double density = expectation(i, f -> Math.exp(logDensity.at(at, f)));
      assertThat(logScore[i]).isCloseTo(Math.log(density), within(1e-8));
    }
  }

  @Test
  void meansAndProbabilitiesAreThoseOfAFineRuleOrInClosedForm() {
    for (int scale : new int[] {1, 60}) {
      Prediction label = predict("label", f -> Bernoulli.logits(f.times(scale)));
      for (int i = 0; i < ROWS.size(); i++) {
        double one = expectation(i, f -> Math.exp(-softplus(-scale * f)));
        assertThat(label.mean()[i]).isCloseTo(one, within(1e-9));
        assertThat(label.probabilities()[i])
            .containsExactly(new double[] {1 - one, one}, within(1e-9));
      }
    }
    double[] count = predict("count", Poisson::logRate).mean();
    double[] heavy = predict("y", f -> StudentT.of(4, f, 0.6)).mean();
    for (int i = 0; i < ROWS.size(); i++) {
      double[] f = law(i);
      double rate = Math.exp(f[0] + f[1] / 2);
      assertThat(count[i]).isCloseTo(rate, within(1e-10 * rate));
      assertThat(heavy[i]).isCloseTo(f[0], within(1e-10));
    }
  }

  /** With μ and v of log λ, E y = exp(μ + v/2) and Var y = E y + (E y)²(exp v − 1). */
  @Test
  void replicatedCountsVaryByTheirOwnVarianceToo() {
    int n = 4000;
    Gaussian q = posterior("count", Poisson::logRate);
    SummaryStatistics[] seen = new SummaryStatistics[ROWS.size()];
    double[] fourth = new double[seen.length];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = new SummaryStatistics();
    }
    for (Table drawn : PosteriorPredictive.draws(q, ROWS, n, RandomStream.of(3))) {
      for (int i = 0; i < seen.length; i++) {
        double y = drawn.column("count")[i];
        double off = y - mean(i);
        seen[i].addValue(y);
        fourth[i] += Math.pow(off, 4) / n;
      }
    }
    for (int i = 0; i < seen.length; i++) {
      double[] f = law(i);
      double mean = mean(i);
      double variance = mean + mean * mean * Math.expm1(f[1]);
      double error = Math.sqrt((fourth[i] - variance * variance) / n);
      // four rows at 4.5 standard errors: false alarms 3e−5 for each of the two
      assertThat(seen[i].getMean()).isCloseTo(mean, within(4.5 * Math.sqrt(variance / n)));
      assertThat(seen[i].getVariance()).isCloseTo(variance, within(4.5 * error));
    }
  }

  private static double mean(int row) {
    double[] f = law(row);
    return Math.exp(f[0] + f[1] / 2);
  }

  @Test
  void aNormalPredictiveHoldsNoiseAndTheRowsOwnVariance() {
    NormalPredictive y =
        NormalPredictive.of(posterior("y", f -> Normal.of(f.times(2), 0.6)), ROWS).orElseThrow();
    for (int i = 0; i < ROWS.size(); i++) {
      double[] f = law(i);
      assertThat(y.mean()[i]).isCloseTo(2 * f[0], within(1e-10));
      assertThat(y.variance()[i]).isCloseTo(4 * f[1] + 0.36, within(1e-10));
    }
    assertThat(NormalPredictive.of(posterior("y", f -> Normal.of(f, f.exp())), ROWS)).isEmpty();
    assertThat(NormalPredictive.of(posterior("y", f -> Normal.of(f.square(), 1)), ROWS)).isEmpty();
    assertThat(NormalPredictive.of(posterior("y", f -> StudentT.of(4, f, 1)), ROWS)).isEmpty();
  }

  private static Prediction predict(String column, Function<Expr, Distribution> law) {
    return posterior(column, law).predict(ROWS);
  }

  private static Gaussian posterior(String column, Function<Expr, Distribution> law) {
    Model model = Sparse.model(column, law);
    return Gaussian.fullRank(model, Sparse.MEAN, Sparse.FACTOR);
  }

  /** ∫ g(f) N(f; μ, v) df. */
  private static double expectation(int row, DoubleUnaryOperator g) {
    double[] f = law(row);
    int half = 200_000;
    double sum = 0;
    double all = 0;
    for (int k = -half; k <= half; k++) {
      double z = 12.0 * k / half;
      double weight = Math.exp(-z * z / 2);
      sum += weight * g.applyAsDouble(f[0] + Math.sqrt(f[1]) * z);
      all += weight;
    }
    return sum / all;
  }

  /** Mean and variance of f in a row: k_xZ L⁻ᵀ u, and what u and the process leave open. */
  private static double[] law(int row) {
    double[] x = {ROWS.column("x1")[row], ROWS.column("x2")[row]};
    RealMatrix prior = new Array2DRowRealMatrix(3, 3);
    RealVector across = new ArrayRealVector(3);
    for (int i = 0; i < 3; i++) {
      across.setEntry(i, kernel(INDUCING[i], x));
      for (int j = 0; j < 3; j++) {
        prior.setEntry(i, j, kernel(INDUCING[i], INDUCING[j]) + (i == j ? 1.7e-6 : 0));
      }
    }
    RealMatrix factor = new CholeskyDecomposition(prior).getL();
    RealVector a = MatrixUtils.inverse(factor).operate(across);
    RealVector spread = new Array2DRowRealMatrix(Sparse.FACTOR).preMultiply(a);
    double mean = a.dotProduct(new ArrayRealVector(Sparse.MEAN)) + .25 + .5 * x[0] - .2 * x[1];
    return new double[] {mean, spread.dotProduct(spread) + 1.7 - a.dotProduct(a)};
  }

  private static double kernel(double[] x, double[] y) {
    double first = (x[0] - y[0]) / 0.8;
    double second = (x[1] - y[1]) / 1.5;
    return 1.7 * Math.exp(-(first * first + second * second) / 2);
  }
}
