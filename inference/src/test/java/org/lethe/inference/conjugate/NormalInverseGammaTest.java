package org.lethe.inference.conjugate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.model.Regression;
import org.lethe.core.posterior.ImpossibleEditException;
import org.lethe.core.posterior.Prediction;
import org.lethe.core.posterior.Quantity;
import org.lethe.core.posterior.Summary;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.run.Run;

/**
 * Reference numbers: SciPy 1.17.1, without normal equations. On 20 001 points of log σ in (−4, 4),
 * p(y | σ) by multivariate_normal with covariance σ²(W⁻¹ + k²XXᵀ) times (2πσ²)^(−(Σw − n)/2), prior
 * by invgamma, coefficients given σ by the kriging form of the mean, all integrated over σ by
 * Simpson's rule.
 */
class NormalInverseGammaTest {
  private static final Run RUN = Run.seed(1);
  private static final NormalInverseGamma ENGINE = NormalInverseGamma.of(2, 1.5, .7);
  private static final Table EIGHT =
      Table.of(
          Map.of(
              "x1", new double[] {-1.5, -.9, -.4, .1, .3, .8, 1.2, 2.0},
              "x2", new double[] {.2, -1.1, .7, 1.4, -.3, -.8, .5, 1.0},
              "w", new double[] {1, 2, 1, 1, .5, 1, 3, 1},
              "y", new double[] {-2.1, .4, -.9, .2, 1.6, 2.9, 1.8, 3.3}));

  @Test
  void summariesAgreeWithIntegrationOverSigma() {
    Summary summary = eight().summary();
    Quantity intercept = summary.quantity("intercept");
    Quantity slope = summary.quantity("beta[0]");
    Quantity sigma = summary.quantity("sigma");
    assertThat(intercept.mean()).isCloseTo(0.6767907306228533, within(1e-12));
    assertThat(slope.mean()).isCloseTo(1.5361905378114495, within(1e-12));
    assertThat(summary.quantity("beta[1]").mean()).isCloseTo(-0.8528863277208675, within(1e-12));
    assertThat(intercept.sd()).isCloseTo(0.17231269539113392, within(1e-9));
    assertThat(slope.sd()).isCloseTo(0.1718963836627283, within(1e-9));
    assertThat(intercept.q95()).isCloseTo(0.957639848790696, within(1e-7));
    assertThat(slope.q95()).isCloseTo(1.8163611175725167, within(1e-7));
    assertThat(slope.q5() + slope.q95()).isCloseTo(2 * slope.mean(), within(1e-12));
    assertThat(sigma.mean()).isCloseTo(0.5340387110080735, within(1e-9));
    assertThat(sigma.sd()).isCloseTo(0.11250431477215066, within(1e-8));
    // quantiles were interpolated on the grid
    assertThat(sigma.q5()).isCloseTo(0.3857016441728877, within(1e-6));
    assertThat(sigma.median()).isCloseTo(0.5165078241946394, within(1e-6));
    assertThat(sigma.q95()).isCloseTo(0.7415094673363952, within(1e-6));
  }

  @Test
  void thePredictiveAgreesWithIntegrationOverSigma() {
    Table row =
        Table.of(
            Map.of("x1", new double[] {.6}, "x2", new double[] {-.4}, "y", new double[] {2.5}));
    Prediction prediction = eight().predict(row);
    assertThat(prediction.mean()[0]).isCloseTo(1.9396595843980702, within(1e-12));
    assertThat(prediction.logScore()[0]).isCloseTo(-0.8769265813819959, within(1e-9));
  }

  @Test
  void rowsWithoutTheResponseArePredictedButNotScored() {
    Table row = Table.of(Map.of("x1", new double[] {.6}, "x2", new double[] {-.4}));
    Prediction prediction = eight().predict(row);
    assertThat(prediction.mean()[0]).isCloseTo(1.9396595843980702, within(1e-12));
    assertThatThrownBy(prediction::logScore)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'y'");
    assertThatThrownBy(prediction::probabilities).hasMessageContaining("y is a number");
  }

  @Test
  void drawsHaveTheMomentsOfThePosterior() {
    NormalInverseGammaPosterior q = eight();
    int n = 40_000;
    double[][] draws = q.draw(n, RandomStream.of(5));
    assertThat(draws[0]).hasSize(4);
    double[] slope = Arrays.stream(draws).mapToDouble(t -> t[1]).toArray();
    double[] sigma = Arrays.stream(draws).mapToDouble(t -> Math.exp(t[3])).toArray();
    Quantity slopeDrawn = Quantity.ofDraws("slope", slope);
    Quantity sigmaDrawn = Quantity.ofDraws("sigma", sigma);
    // 5 standard errors: each assertion fails by chance once in 1.7 million seeds
    assertThat(slopeDrawn.mean()).isCloseTo(1.53619, within(5 * .1719 / Math.sqrt(n)));
    assertThat(sigmaDrawn.mean()).isCloseTo(.534039, within(5 * .1125 / Math.sqrt(n)));
    // kurtosis below 6 for both: the standard error of an sd is below sd·√(5/4n)
    assertThat(slopeDrawn.sd()).isCloseTo(.171896, within(5 * .1719 * Math.sqrt(1.25 / n)));
    assertThat(sigmaDrawn.sd()).isCloseTo(.112504, within(5 * .1125 * Math.sqrt(1.25 / n)));
    assertThat(q.draw(10, RandomStream.of(5))).isDeepEqualTo(Arrays.copyOf(draws, 10));
  }

  @Test
  void erasedRowsLeaveTheBitsOfARetrain() {
    Table all = Rows.random(1372, new Random(3));
    Model model = Regression.linear(all.schema(), "y").model();
    Edit edit = Edit.forget(all, Rows.shuffled(all, 4).subList(0, 412));
    NormalInverseGammaPosterior before = NormalInverseGamma.of().fit(model, all, RUN).posterior();
    NormalInverseGammaPosterior retrained =
        NormalInverseGamma.of().fit(model, all.after(edit), RUN).posterior();
    assertSameBits(before.after(edit), retrained);
    assertThat(retrained.summary().quantity("sigma").mean()).isCloseTo(.7, within(.1));
    assertThat(retrained.rate()).isNotCloseTo(before.rate(), within(1.0));
  }

  @Test
  void forgettingEverythingGivesThePriorBack() {
    NormalInverseGammaPosterior none = eight().after(Edit.forget(EIGHT, EIGHT.ids()));
    assertThat(none.shape()).isEqualTo(1.5);
    assertThat(none.rate()).isEqualTo(.7);
    assertThat(none.coefficients()).containsOnly(0);
    assertThat(none.unscaledCovariance())
        .isDeepEqualTo(new double[][] {{4, 0, 0}, {0, 4, 0}, {0, 0, 4}});
  }

  @Test
  void learnThenForgetIsTheIdentity() {
    NormalInverseGammaPosterior q = eight();
    Table more =
        Table.of(
            List.of("a", "b"),
            Map.of(
                "x1", new double[] {.1, 7e5},
                "x2", new double[] {-3e-4, 2},
                "w", new double[] {1, .1},
                "y", new double[] {1e6, -1}));
    NormalInverseGammaPosterior learned = q.after(Edit.learn(more));
    assertThat(learned.shape()).isEqualTo(q.shape() + .55);
    assertSameBits(learned.after(Edit.forget(more, more.ids())), q);
  }

  /** 3·u rounds where u has all its bits, and what three rows take away does not. */
  @Test
  void aRowOfWeightThreeIsForgottenAsThreeRows() {
    NormalInverseGammaPosterior none = eight().after(Edit.forget(EIGHT, EIGHT.ids()));
    NormalInverseGammaPosterior q = none.after(Edit.learn(copies(1, 3)));
    Table three = copies(3, 1);
    assertSameBits(q.after(Edit.forget(three, three.ids())), none);
    assertSameBits(none.after(Edit.learn(three)), q);
  }

  private static Table copies(int n, double weight) {
    double[] w = new double[n];
    double[] x1 = new double[n];
    double[] x2 = new double[n];
    double[] y = new double[n];
    Arrays.fill(w, weight);
    Arrays.fill(x1, 1 / 3.0);
    Arrays.fill(x2, Math.PI);
    Arrays.fill(y, Math.E);
    return Table.of(Map.of("x1", x1, "x2", x2, "w", w, "y", y));
  }

  @Test
  void aPerfectLineLeavesNoResidual() {
    double[] x = {1, 2, 3, 4, 5, 6};
    double[] y = Arrays.stream(x).map(v -> 1e8 + 3 * v).toArray();
    Table table = Table.of(Map.of("x", x, "y", y));
    Model model = Regression.linear(table.schema(), "y").model();
    NormalInverseGammaPosterior q =
        NormalInverseGamma.of(1e12, 1, 1e-9).fit(model, table, RUN).posterior();
    // what the prior adds is |m|²/2k² = 5e-9; Σy² is 6e16, which in plain doubles leaves about 8
    assertThat(q.rate()).isCloseTo(6e-9, within(1e-12));
  }

  @Test
  void aVaguePriorHasNoMomentsAndSaysSo() {
    Table none = EIGHT.select(List.of());
    Summary summary = NormalInverseGamma.of().fit(model(), none, RUN).posterior().summary();
    assertThat(summary.quantity("sigma").mean()).isInfinite();
    assertThat(summary.quantity("beta[0]").sd()).isInfinite();
    assertThat(summary.quantity("beta[0]").median()).isZero();
  }

  @Test
  void rowsThatWereNeverThereAreRefused() {
    Table wrong =
        Table.of(
            Map.of(
                "x1", new double[] {.1},
                "x2", new double[] {.1},
                "w", new double[] {1},
                "y", new double[] {40}));
    assertThatThrownBy(() -> eight().after(new Edit(wrong, new double[] {-1}, "")))
        .isInstanceOf(ImpossibleEditException.class)
        .hasMessageContaining("never learned");
  }

  @Test
  void aModelOfKnownNoiseIsRefused() {
    Model model = Regression.linear(EIGHT.schema(), "y").noise(1).model();
    assertThatThrownBy(() -> ENGINE.fit(model, EIGHT, RUN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one positive parameter");
    assertThatThrownBy(() -> NormalInverseGamma.of(-1, 1, 1))
        .hasMessageContaining("scale must be positive and finite, got -1");
  }

  /** y = ±1 at x = 0 less y = 0 twice: no weight is left, no product is, but Σ wy² = 2. */
  @Test
  void squaresWithoutRowsAreRefused() {
    double[] none = new double[2];
    double[] one = {1, 1};
    Table learned = Table.of(Map.of("x1", none, "x2", none, "w", one, "y", new double[] {1, -1}));
    Table never = Table.of(Map.of("x1", none, "x2", none, "w", one, "y", none));
    NormalInverseGammaPosterior q = ENGINE.fit(model(), learned, RUN).posterior();
    assertThatThrownBy(() -> q.after(new Edit(never, new double[] {-1, -1}, "")))
        .isInstanceOf(ImpossibleEditException.class)
        .hasMessageContaining("no rows would be left, but a sum of squares");
    assertThat(q.after(new Edit(learned, new double[] {-1, -1}, "")).shape()).isEqualTo(1.5);
  }

  private static NormalInverseGammaPosterior eight() {
    return ENGINE.fit(model(), EIGHT, RUN).posterior();
  }

  private static Model model() {
    return Regression.linear(EIGHT.schema(), "y").features("x1", "x2").weights("w").model();
  }

  private static void assertSameBits(
      NormalInverseGammaPosterior one, NormalInverseGammaPosterior other) {
    assertThat(one.numbers()).containsExactly(other.numbers());
    assertThat(one.coefficients()).containsExactly(other.coefficients());
    assertThat(one.unscaledCovariance()).isDeepEqualTo(other.unscaledCovariance());
    assertThat(one.shape()).isEqualTo(other.shape());
    assertThat(one.rate()).isEqualTo(other.rate());
  }
}
