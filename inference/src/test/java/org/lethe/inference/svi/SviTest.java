package org.lethe.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.MultivariateNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.model.Regression;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.Structure;
import org.lethe.core.posterior.Verdict;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Expectation;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Minibatch;
import org.lethe.inference.energy.Models;
import org.lethe.inference.run.Engines;
import org.lethe.inference.run.NumericalException;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;

class SviTest {

  private static final Run RUN = Run.seed(7).on(Device.cpu(2));

  /** Λ = I + XᵀX = [[9, 5], [5, 8.5]] and m = Λ⁻¹Xᵀy for the six rows. */
  private static final double[] EXACT_MEAN = {8 / 51.5, 42.25 / 51.5};

  private static final double[][] EXACT_COVARIANCE = {
    {8.5 / 51.5, -5 / 51.5}, {-5 / 51.5, 9 / 51.5}
  };

  /** log p(y) = log N(y; 0, I + XXᵀ) = Σ log N(y; 0, 1) + ½ mᵀΛm − ½ log|Λ|, |Λ| = 51.5. */
  private static double evidence() {
    double[] m = EXACT_MEAN;
    double quadratic = 9 * m[0] * m[0] + 10 * m[0] * m[1] + 8.5 * m[1] * m[1];
    double squares = 1 + .25 + 0 + 4 + 2.25 + 1;
    return -3 * Math.log(2 * Math.PI) - 0.5 * squares + 0.5 * quadratic - 0.5 * Math.log(51.5);
  }

  @Test
  void quadratureFindsTheExactPosteriorOfALinearModel() {
    Svi<GaussianPosterior> svi = Svi.of(Family.fullRank(), new Expectation.Quadrature(20));
    checkExact(svi, 1e-6);
    checkExact(svi.start(Start.at(new double[] {1, -1}, new double[] {0.5, 0.5})), 1e-6);
  }

  /** Where q is exact the score-free gradient has no variance, so the last steps have no noise. */
  @Test
  void stickingTheLandingFindsTheExactPosteriorWithoutNoise() {
    Svi<GaussianPosterior> svi = Svi.of(Family.fullRank(), new Expectation.Draws(4, true));
    checkExact(svi.start(Start.at(new double[] {1, -1}, new double[] {0.5, 0.5})), 1e-4);
  }

  /**
   * The mean's gradient has a variance of about 1 a draw in whitened units; an average over 500
   * steps of 16 draws leaves an sd of 0.011 (and less for the factor): five of them.
   */
  @Test
  void plainDrawsFindItWithinTheirError() {
    checkExact(Svi.of(Family.fullRank(), new Expectation.Draws(16, false)), 0.055);
  }

  @Test
  void minibatchesFindItWithinTheirError() {
    Svi<GaussianPosterior> svi =
        Svi.of(Family.fullRank(), new Expectation.Quadrature(4)).steps(4000).tail(0.5);
    checkExact(svi.batch(2), 0.1);
    checkExact(svi.minibatch(new Minibatch.Replaced(2)), 0.1);
    checkExact(svi.minibatch(new Minibatch.Blocks(2, 2)), 0.1);
  }

  private static void checkExact(Svi<GaussianPosterior> svi, double sds) {
    Fit<GaussianPosterior> fit = svi.fit(Models.linear(), Models.six(), RUN);
    GaussianPosterior q = fit.posterior();
    assertThat(q.structure()).isEqualTo(Structure.DENSE);
    for (int i = 0; i < 2; i++) {
      double sd = Math.sqrt(EXACT_COVARIANCE[i][i]);
      assertThat(q.mean()[i]).isCloseTo(EXACT_MEAN[i], within(sds * sd));
      for (int j = 0; j < 2; j++) {
        double scale = sd * Math.sqrt(EXACT_COVARIANCE[j][j]);
        assertThat(q.covariance()[i][j]).isCloseTo(EXACT_COVARIANCE[i][j], within(2 * sds * scale));
      }
    }
    double elbo = Svi.elbo(fit, Models.six(), Device.cpu(1)).value();
    assertThat(elbo).isLessThanOrEqualTo(evidence() + 1e-12);
    assertThat(elbo).isCloseTo(evidence(), within(3 * sds * sds + 1e-12));
  }

  /** The best mean-field normal for N(m, Λ⁻¹) has mean m and precisions diag Λ. */
  @Test
  void meanFieldFindsTheExactMeanAndTheDiagonalPrecisions() {
    Svi<GaussianPosterior> svi = Svi.of(Family.meanField(), new Expectation.Quadrature(20));
    double[] far = {1, -1};
    double[] wide = {0.5, 0.5};
    for (Svi<GaussianPosterior> each : List.of(svi, svi.start(Start.at(far, wide)))) {
      GaussianPosterior q = each.fit(Models.linear(), Models.six(), RUN).posterior();
      assertThat(q.structure()).isEqualTo(Structure.DIAGONAL);
      assertThat(q.mean()).usingComparatorWithPrecision(1e-6).containsExactly(EXACT_MEAN);
      double[] sd = {1 / 3.0, 1 / Math.sqrt(8.5)};
      assertThat(q.sd()).usingComparatorWithPrecision(1e-6).containsExactly(sd);
    }
  }

  /** Laplace coordinates make the fit the same whatever the unit of a column. */
  @Test
  void unitsOfColumnsDoNotMatter() {
    Table rows = Models.rows(200);
    Table scaled = Scaled.of(rows, 1e4);
    Svi<GaussianPosterior> svi = Svi.of(Family.fullRank());
    GaussianPosterior plain = svi.fit(Scaled.model(1), rows, RUN).posterior();
    GaussianPosterior other = svi.fit(Scaled.model(1e4), scaled, RUN).posterior();
    assertThat(other.mean()[1] * 1e4).isCloseTo(plain.mean()[1], within(1e-5 * plain.sd()[1]));
    assertThat(other.sd()[1] * 1e4).isCloseTo(plain.sd()[1], within(1e-5 * plain.sd()[1]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean-field", "full-rank"})
  void defaultsAreTrustedOrSayWhyNot(String family) {
    Table rows = Models.rows(300);
    for (Model model : List.of(Models.logistic(), Models.poisson(), Models.robust())) {
      Fit<?> fit = Svi.of(Family.named(family)).fit(model, rows, RUN);
      assertThat(fit.verdict()).as(model.name()).isEqualTo(Verdict.trusted());
      assertThat(fit.provenance().dataDigest()).isEqualTo(rows.digest());
      assertThat(fit.cost().rowGradients()).isGreaterThan(300);
    }
  }

  /**
   * Twenty steps of each row, and then the verdict: each at 4000 draws, or at 1000 where rows are
   * many.
   */
  @ParameterizedTest
  @CsvSource({"300, 4000", "10001, 1000"})
  void theCostCountsTheVerdictToo(int n, int checked) {
    Svi<GaussianPosterior> svi =
        Svi.of(Family.meanField()).steps(20).start(Start.at(new double[3], new double[] {1, 1, 1}));
    long gradients = svi.fit(Models.logistic(), Models.rows(n), RUN).cost().rowGradients();
    assertThat(gradients).isEqualTo((20L + checked) * n);
  }

  /** Five hundred large counts: near normal, so that k̂ sees the tail of weights 1 ± 0.001 only. */
  @Test
  void weightsThatAreAllButEqualAreNoReasonForDoubt() {
    int n = 500;
    double[] x = new double[n];
    double[] k = new double[n];
    RandomStream.of(3).gaussians(x, 0, n);
    Arrays.setAll(k, i -> Math.rint(20 * Math.exp(0.6 * x[i])));
    Table rows = Table.of(Map.of("x1", x, "k", k));
    Model model =
        Model.define(
            "large",
            rows.schema(),
            m -> {
              Expr a = m.parameter("a", Normal.of(0, 10));
              Expr b = m.parameter("b", Normal.of(0, 10));
              m.observe("k", Poisson.logRate(a.plus(m.column("x1").times(b))));
            });
    assertThat(Svi.of(Family.fullRank()).fit(model, rows, RUN).verdict())
        .isEqualTo(Verdict.trusted());
  }

  /** The mean-field normal of a correlation of 0.99 has k̂ = 0.99 in theory. */
  @Test
  void aMeanFieldFitOfACorrelatedPosteriorIsDoubtful() {
    double[][] prior = {{1, 0.99}, {0.99, 1}};
    Model model =
        Model.define(
            "narrow",
            Models.six().schema(),
            m -> {
              Expr theta = m.parameter("theta", MultivariateNormal.of(new double[2], prior));
              m.observe("y", Normal.of(m.columns("x1", "x2").matmul(theta), 100));
            });
    Verdict verdict = Svi.of(Family.meanField()).fit(model, Models.six(), RUN).verdict();
    assertThat(verdict.level()).isEqualTo(Verdict.Level.DOUBTFUL);
    assertThat(verdict.reasons()).singleElement().asString().contains("Pareto k");
  }

  @Test
  void aFitThatHasNotSettledSaysSo() {
    Start far = Start.at(new double[] {30, -30}, new double[] {0.5, 0.5});
    Svi<GaussianPosterior> svi =
        Svi.of(Family.fullRank()).start(far).steps(100).rate(StepSize.constant(0.01));
    Fit<GaussianPosterior> fit = svi.fit(Models.linear(), Models.six(), RUN);
    assertThat(fit.verdict().level()).isEqualTo(Verdict.Level.DOUBTFUL);
    assertThat(fit.verdict().reasons().get(0)).contains("the ELBO still rose by");
    assertThat(fit.verdict().reasons().get(1)).contains("Pareto k");
  }

  @Test
  void oneThreadAndTwoGiveTheSameBits() {
    Table rows = Models.rows(3000);
    Svi<GaussianPosterior> svi =
        Svi.of(Family.fullRank(), new Expectation.Draws(4, true)).steps(60).batch(2000);
    double[] one = svi.fit(Models.logistic(), rows, RUN.on(Device.cpu(1))).posterior().lambda();
    double[] two = svi.fit(Models.logistic(), rows, RUN.on(Device.cpu(2))).posterior().lambda();
    assertThat(two).containsExactly(one);
    double[] other = svi.fit(Models.logistic(), rows, Run.seed(8)).posterior().lambda();
    assertThat(Arrays.equals(other, one)).isFalse();
  }

  @Test
  void everyOptionSurvivesItsRecipe() {
    Svi<GaussianPosterior> svi =
        Svi.of(Family.meanField(), new Expectation.Draws(3, true)).steps(10).tail(0.5);
    List<Svi<GaussianPosterior>> all =
        List.of(
            Svi.of(Family.fullRank()),
            svi,
            svi.batch(8).rate(StepSize.polynomial(0.1, 0.5)),
            svi.minibatch(new Minibatch.Replaced(9)).rate(StepSize.constant(0.2)),
            svi.minibatch(new Minibatch.Blocks(9, 4)),
            Svi.of(Family.fullRank(), new Expectation.Quadrature(11))
                .start(Start.at(new double[] {1}, new double[] {2})));
    for (Svi<GaussianPosterior> each : all) {
      Recipe recipe = each.recipe();
      assertThat(Engines.of(recipe).recipe()).isEqualTo(recipe);
    }
    assertThat(all.stream().map(Svi::recipe).collect(Collectors.toSet()))
        .isInstanceOf(Set.class)
        .hasSize(all.size());
  }

  @Test
  void anUnknownEngineIsRefusedByName() {
    assertThatThrownBy(() -> Engines.of(Recipe.of("abacus")))
        .hasMessageContaining("svi")
        .hasMessageEndingWith("got abacus");
  }

  @Test
  void aFitIsRepeatedFromItsProvenance() {
    Table rows = Models.rows(100);
    Svi<GaussianPosterior> svi = Svi.of(Family.fullRank()).steps(50).batch(32);
    Fit<GaussianPosterior> fit = svi.fit(Models.poisson(), rows, RUN);
    Fit<?> again =
        Engines.of(fit.provenance().engine())
            .fit(fit.model(), rows, Run.seed(fit.provenance().seed()));
    assertThat(((GaussianPosterior) again.posterior()).lambda())
        .containsExactly(fit.posterior().lambda());
  }

  @Test
  void anEmptyTableIsRefusedByName() {
    Table none = Models.six().select(List.of());
    assertThatThrownBy(() -> Svi.of(Family.fullRank()).fit(Models.linear(), none, RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Svi: the table for model six must have rows, got 0");
  }

  @Test
  void aBrokenGradientNamesStepAndStepSize() {
    double[] far = {0, 900, 0};
    double[] unit = {1, 1, 1};
    Svi<GaussianPosterior> svi =
        Svi.of(Family.fullRank()).start(Start.at(far, unit)).rate(StepSize.constant(0.5));
    assertThatThrownBy(() -> svi.fit(Models.poisson(), Models.rows(20), RUN))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("not at step 1 ")
        .hasMessageContaining("step size 0.500")
        .hasMessageContaining("try a smaller step size");
  }

  /** By draws and by quadrature: |z| above 4 has probability 6e−5. */
  @Test
  void theElboByDrawsAgreesWithQuadrature() {
    Table rows = Models.rows(100);
    Fit<GaussianPosterior> fit = Svi.of(Family.meanField()).fit(Models.robust(), rows, RUN);
    Elbo drawn = Svi.elbo(fit, rows, Device.cpu(2));
    assertThat(drawn.mcse()).isGreaterThan(0).isLessThan(0.1);
    Fit<GaussianPosterior> coin = Svi.of(Family.meanField()).fit(Models.logistic(), rows, RUN);
    double exact = Svi.elbo(coin, rows, Device.cpu(2)).value();
    Elbo estimate = ElboEstimate.drawn(coin.posterior(), coin.model(), rows, Device.cpu(2));
    assertThat(estimate.value()).isCloseTo(exact, within(4 * estimate.mcse()));
  }

  /** The squares of 1e200 overflow. */
  @Test
  void columnsTooLargeToSquareAreRefusedWithAdvice() {
    Table rows =
        Table.of(Map.of("x", new double[] {1e200, -1e200, 2e200}, "y", new double[] {0, 1, 1}));
    Model line = Regression.linear(rows.schema(), "y").model();
    assertThatThrownBy(() -> Svi.of(Family.fullRank()).fit(line, rows, RUN))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("standardised");
  }
}
