package org.lethe.inference.conjugate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.model.Regression;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.ImpossibleEditException;
import org.lethe.core.posterior.Prediction;
import org.lethe.inference.run.Run;

class LinearGaussianTest {
  private static final Run RUN = Run.seed(1);
  private static final Table SIX =
      Table.of(
          Map.of(
              "x1", new double[] {1, 1, 1, 1, 0, 2},
              "x2", new double[] {1, .5, -.5, 2, 1, 1},
              "y", new double[] {1, .5, 0, 2, 1.5, 1}));

  @Test
  void sixRowsGiveTheKnownPosterior() {
    LinearGaussianPosterior q = LinearGaussian.of().fit(plane(SIX), SIX, RUN).posterior();
    // Λ = [[9, 5], [5, 8.5]], |Λ| = 51.5; Λm = (5.5, 7.75)
    assertMatrix(q.covariance(), 8.5 / 51.5, -5 / 51.5, 9 / 51.5);
    assertThat(q.mean()[0]).isCloseTo(8 / 51.5, within(1e-15));
    assertThat(q.mean()[1]).isCloseTo(42.25 / 51.5, within(1e-15));
    assertThat(q.mean()[0]).isCloseTo(.15534, within(5e-7));
    assertThat(q.mean()[1]).isCloseTo(.820388, within(5e-7));
  }

  @Test
  void erasingTwoOfThemGivesTheKnownPosterior() {
    LinearGaussianPosterior q =
        LinearGaussian.of()
            .fit(plane(SIX), SIX, RUN)
            .posterior()
            .after(Edit.forget(SIX, List.of("row-0", "row-3")));
    // Λ_r = [[7, 2], [2, 3.5]], |Λ_r| = 20.5
    assertMatrix(q.covariance(), 3.5 / 20.5, -2 / 20.5, 7 / 20.5);
    assertThat(q.mean()[0]).isCloseTo(.158537, within(5e-7));
    assertThat(q.mean()[1]).isCloseTo(.695122, within(5e-7));
  }

  @Test
  void erasedRowsLeaveTheBitsOfARetrain() {
    Table all = random(1372, 3);
    Model model = Regression.linear(all.schema(), "y").noise(.7).prior(100).model();
    List<String> erased = Rows.shuffled(all, 4).subList(0, 412);
    Edit edit = Edit.forget(all, erased);
    LinearGaussianPosterior before = LinearGaussian.of().fit(model, all, RUN).posterior();
    LinearGaussianPosterior retrained =
        LinearGaussian.of().fit(model, all.after(edit), RUN).posterior();
    LinearGaussianPosterior forgotten = before.after(edit);
    Rows.assertSameBits(forgotten, retrained);
    assertThat(forgotten.kl(before)).isGreaterThan(1e-3);
  }

  @Test
  void forgettingEverythingGivesThePriorBack() {
    Table all = random(1372, 5);
    Model model = Regression.linear(all.schema(), "y").noise(.7).prior(100).model();
    LinearGaussianPosterior q =
        LinearGaussian.of().fit(model, all, RUN).posterior().after(Edit.forget(all, all.ids()));
    assertThat(q.mean()).containsOnly(0);
    for (int i = 0; i < model.dimension(); i++) {
      for (int j = 0; j < model.dimension(); j++) {
        assertThat(q.covariance()[i][j]).isCloseTo(i == j ? 1e4 : 0, within(1e-11));
      }
    }
    Rows.assertSameBits(q, LinearGaussianPosterior.prior(model));
  }

  @Test
  void learningAndForgettingInAnyOrderIsTheIdentity() {
    Table all = random(300, 6);
    List<String> ids = Rows.shuffled(all, 7);
    Table first = all.select(ids.subList(0, 200));
    Model model = Regression.linear(all.schema(), "y").noise(2).model();
    LinearGaussianPosterior q = LinearGaussian.of().fit(model, first, RUN).posterior();
    Edit learn = Edit.learn(all.select(ids.subList(200, 300)));
    Edit forgetOld = Edit.forget(first, ids.subList(0, 50));
    Edit forgetNew = Edit.forget(learn.rows(), ids.subList(200, 300));
    Rows.assertSameBits(q.after(learn).after(forgetNew), q);
    Rows.assertSameBits(q.after(learn).after(forgetOld), q.after(forgetOld).after(learn));
    Rows.assertSameBits(q.after(learn.and(forgetOld)), q.after(forgetOld).after(learn));
  }

  @Test
  void theOrderOfRowsLeavesNoTrace() {
    Table all = random(200, 8);
    List<String> ids = Rows.shuffled(all, 9);
    Model model = Regression.linear(all.schema(), "y").noise(2).model();
    LinearGaussianPosterior halves =
        LinearGaussian.of()
            .fit(model, all.select(ids.subList(0, 100)), RUN)
            .posterior()
            .after(Edit.learn(all.select(ids.subList(100, 200))));
    Rows.assertSameBits(halves, LinearGaussian.of().fit(model, all, RUN).posterior());
  }

  @Test
  void weightsAndOffsetsAreThoseOfTheModel() {
    Table table =
        Table.of(
            Map.of(
                "x", new double[] {1, 2, 3},
                "o", new double[] {.5, -.25, 1},
                "w", new double[] {1, 2, .5},
                "y", new double[] {2, 1, 4}));
    Model model =
        Regression.linear(table.schema(), "y")
            .features("x")
            .intercept(false)
            .offset("o")
            .weights("w")
            .noise(2)
            .prior(1)
            .model();
    LinearGaussianPosterior q = LinearGaussian.of().fit(model, table, RUN).posterior();
    // Λ = 1 + (1 + 8 + 4.5)/4, Λm = (1·1·1.5 + 2·2·1.25 + .5·3·3)/4
    assertThat(q.covariance()[0][0]).isCloseTo(1 / 4.375, within(1e-15));
    assertThat(q.mean()[0]).isCloseTo(2.75 / 4.375, within(1e-15));
    assertThat(q.predict(table).mean()[2]).isCloseTo(3 * 2.75 / 4.375 + 1, within(1e-14));
  }

  @Test
  void theDensityIsThatOfTheModelUpToAConstant() {
    // log q − log p(θ, D) must not depend on θ; both are sums of about ten terms below 30.
    Table table = random(6, 10);
    Model model = Regression.linear(table.schema(), "y").noise(.8).prior(3).model();
    LinearGaussianPosterior q = LinearGaussian.of().fit(model, table, RUN).posterior();
    double[] origin = new double[model.dimension()];
    double[] other = {.3, -1.1, .7, .4, 2.2};
    double there = Rows.logJoint(model, table, other) - q.logDensity(other);
    double here = Rows.logJoint(model, table, origin) - q.logDensity(origin);
    assertThat(there).isCloseTo(here, within(1e-11));
  }

  @Test
  void predictionsAreTheIntegralOverThePosterior() {
    Prediction prediction = LinearGaussian.of().fit(plane(SIX), SIX, RUN).posterior().predict(SIX);
    double mean = (8 + .5 * 42.25) / 51.5;
    double variance = (8.5 - 5 + 9 * .25) / 51.5;
    double step = 1e-3;
    double density = 0;
    for (double f = mean - 8; f < mean + 8; f += step) {
      double prior = Math.exp(-.5 * (f - mean) * (f - mean) / variance);
      double likelihood = Math.exp(-.5 * (.5 - f) * (.5 - f));
      density += step * prior * likelihood / (2 * Math.PI * Math.sqrt(variance));
    }
    assertThat(prediction.mean()[1]).isCloseTo(mean, within(1e-14));
    // the rectangle rule is exact to rounding for such smooth integrands
    assertThat(prediction.logScore()[1]).isCloseTo(Math.log(density), within(1e-12));
  }

  @Test
  void nearlyCollinearColumnsStillSatisfyTheNormalEquations() {
    double[] x = {1, 2, 3, 4, 5};
    double[] z = Arrays.stream(x).map(v -> v * (1 + 1e-7 * v)).toArray();
    double[] y = {1, 3, 2, 5, 4};
    Table table = Table.of(Map.of("x", x, "z", z, "y", y));
    Model model =
        Regression.linear(table.schema(), "y")
            .features("x", "z")
            .intercept(false)
            .noise(1)
            .prior(1e9)
            .model();
    double[] m = LinearGaussian.of().fit(model, table, RUN).posterior().mean();
    // the condition number is about 1e14: without exact residuals one digit would be right
    assertThat(m[0]).isCloseTo(Rows.COLLINEAR[0], within(1e-9 * Math.abs(Rows.COLLINEAR[0])));
    assertThat(m[1]).isCloseTo(Rows.COLLINEAR[1], within(1e-9 * Math.abs(Rows.COLLINEAR[1])));
  }

  @Test
  void rowsThatWereNeverThereAreRefused() {
    LinearGaussianPosterior q = LinearGaussian.of().fit(plane(SIX), SIX, RUN).posterior();
    Table stranger =
        Table.of(Map.of("x1", new double[] {3}, "x2", new double[] {-3}, "y", new double[] {0}));
    assertThatThrownBy(() -> q.after(new Edit(stranger, new double[] {-1}, "")))
        .isInstanceOf(ImpossibleEditException.class)
        .hasMessageContaining("never learned");
    LinearGaussianPosterior none = q.after(Edit.forget(SIX, SIX.ids()));
    assertThatThrownBy(() -> none.after(Edit.forget(SIX, List.of("row-1"))))
        .isInstanceOf(ImpossibleEditException.class)
        .hasMessageContaining("weight");
  }

  @Test
  void otherModelsAreRefusedByName() {
    Schema schema = SIX.schema();
    Model unknown = Regression.linear(schema, "y").model();
    assertThatThrownBy(() -> LinearGaussian.of().fit(unknown, SIX, RUN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sd of the response must be known");
    Model curved =
        Model.define(
            "curved",
            schema,
            m -> {
              Expr a = m.parameter("a", Normal.of(0, 1));
              m.observe("y", Normal.of(a.square().times(m.column("x1")), 1));
            });
    assertThatThrownBy(() -> LinearGaussian.of().fit(curved, SIX, RUN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("linear in the parameters");
    Model positive =
        Model.define(
            "positive",
            schema,
            m -> {
              Expr a = m.parameter("a", Normal.of(0, 1));
              Expr b = m.parameter("b", HalfNormal.of(1));
              m.observe("y", Normal.of(a.times(m.column("x1")).plus(b), 1));
            });
    assertThatThrownBy(() -> LinearGaussian.of().fit(positive, SIX, RUN))
        .isInstanceOf(IllegalArgumentException.class);
    Model twoTerms =
        Model.define(
            "two terms",
            schema,
            m -> {
              Expr a = m.parameter("a", Normal.of(0, 1));
              m.observe("y", Normal.of(a.times(m.column("x1")), 1));
              m.observe(a.times(m.column("x2")), "x2");
            });
    assertThatThrownBy(() -> LinearGaussian.of().fit(twoTerms, SIX, RUN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no row term beside");
  }

  @Test
  void aModelWithoutFeaturesIsAMean() {
    Table table = Table.of(Map.of("y", new double[] {1, 2, 3}));
    Model model =
        Model.define(
            "mean",
            table.schema(),
            m -> m.observe("y", Normal.of(m.parameter("mu", Normal.of(5, 1)), 1)));
    LinearGaussianPosterior q = LinearGaussian.of().fit(model, table, RUN).posterior();
    assertThat(q.mean()[0]).isCloseTo(11 / 4., within(1e-15));
    assertThat(q.after(Edit.forget(table, table.ids())).mean()[0]).isEqualTo(5);
  }

  @Test
  void aFitIsTrustedAndNamesItsChannels() {
    Fit<LinearGaussianPosterior> fit = LinearGaussian.of().fit(plane(SIX), SIX, RUN);
    assertThat(fit.verdict().isTrusted()).isTrue();
    assertThat(fit.provenance().openChannels()).isEmpty();
    assertThat(fit.provenance().dataDigest()).isEqualTo(SIX.digest());
    assertThat(fit.posterior().summary().quantity("beta[1]").mean())
        .isCloseTo(.820388, within(5e-7));
  }

  private static Model plane(Table table) {
    return Regression.linear(table.schema(), "y")
        .features("x1", "x2")
        .intercept(false)
        .noise(1)
        .prior(1)
        .model();
  }

  private static Table random(int n, long seed) {
    return Rows.random(n, new Random(seed));
  }

  private static void assertMatrix(double[][] a, double a00, double a01, double a11) {
    assertThat(a[0][0]).isCloseTo(a00, within(1e-15));
    assertThat(a[0][1]).isCloseTo(a01, within(1e-15));
    assertThat(a[1][0]).isCloseTo(a01, within(1e-15));
    assertThat(a[1][1]).isCloseTo(a11, within(1e-15));
  }

  @Test
  void theMeanOfANormalOfKnownVarianceIsTheCaseWithoutFeatures() {
    Table rows = Table.of(Map.of("y", new double[] {1, 2.5, -.5, 4}));
    Model model =
        Model.define(
            "mean",
            rows.schema(),
            m -> m.observe("y", Normal.of(m.parameter("mu", Normal.of(1, 3)), 2)));
    LinearGaussianPosterior q = LinearGaussian.of().fit(model, rows, Run.seed(1)).posterior();
    // precision 1/9 + 4/4, mean (1/9 + 7/4)/precision
    double precision = 1.0 / 9 + 1;
    assertThat(q.covariance()[0][0]).isCloseTo(1 / precision, within(1e-15));
    assertThat(q.mean()[0]).isCloseTo((1.0 / 9 + 7.0 / 4) / precision, within(1e-15));
    Edit edit = Edit.forget(rows, List.of("row-1", "row-3"));
    assertThat(q.after(edit).mean())
        .containsExactly(
            LinearGaussian.of().fit(model, rows.after(edit), Run.seed(1)).posterior().mean());
  }
}
