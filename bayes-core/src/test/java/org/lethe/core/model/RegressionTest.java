package org.lethe.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lethe.core.model.Data.SCHEMA;
import static org.lethe.core.model.Data.at;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.lethe.core.distribution.Evaluate;

/** Every built-in regression against its log joint written out by hand. */
class RegressionTest {

  private static double rows(IntToDoubleFunction term) {
    double sum = 0;
    for (int i = 0; i < Data.ROWS; i++) {
      sum += term.applyAsDouble(i);
    }
    return sum;
  }

  private static double priors(double[] theta, int to, double sd) {
    double sum = 0;
    for (int j = 0; j < to; j++) {
      sum += LogJoint.normal(theta[j], 0, sd);
    }
    return sum;
  }

  private static double indicator(String column, int row, int level) {
    return at(column, row) == level ? 1 : 0;
  }

  @Test
  void linearHasAnUnknownNoiseByDefault() {
    Model model = Regression.linear(SCHEMA, "y").features("x1", "kind", "x2").model();
    LogJoint.agrees(
        model,
        t ->
            priors(t, 5, 10)
                + LogJoint.logHalfNormal(t[5], 10)
                + rows(i -> LogJoint.normal(at("y", i), mixed(t, i), Math.exp(t[5]))));
    assertThat(model.parameters())
        .extracting(Parameter::name)
        .containsExactly("intercept", "beta", "sigma");
    assertThat(model.gaussianPrior()).isEmpty();
  }

  private static double mixed(double[] t, int i) {
    return t[0]
        + t[1] * at("x1", i)
        + t[2] * indicator("kind", i, 1)
        + t[3] * indicator("kind", i, 2)
        + t[4] * at("x2", i);
  }

  @Test
  void coefficientsAreNamedInTheOrderOfBeta() {
    assertThat(Regression.linear(SCHEMA, "y").features("x1", "kind", "x2").coefficients())
        .containsExactly("x1", "kind=green", "kind=red", "x2");
    assertThat(Regression.polynomial(SCHEMA, "y", "x1", 3).coefficients())
        .containsExactly("x1", "x1^2", "x1^3");
  }

  @Test
  void linearWithKnownNoiseIsGaussianThroughout() {
    Model model =
        Regression.linear(SCHEMA, "y")
            .features("x1", "x2")
            .noise(.7)
            .prior(2)
            .intercept(false)
            .offset("exposure")
            .weights("weight")
            .model();
    LogJoint.agrees(
        model,
        t ->
            priors(t, 2, 2)
                + rows(
                    i ->
                        at("weight", i)
                            * LogJoint.normal(
                                at("y", i),
                                t[0] * at("x1", i) + t[1] * at("x2", i) + at("exposure", i),
                                .7)));
    GaussianPrior prior = model.gaussianPrior().orElseThrow();
    assertThat(prior.mean()).containsExactly(0, 0);
    assertThat(prior.covariance()).isDeepEqualTo(new double[][] {{4, 0}, {0, 4}});
  }

  @Test
  void noisePriorScalesSigma() {
    LogJoint.agrees(
        Regression.linear(SCHEMA, "y").features("x1").noisePrior(.5).model(),
        t ->
            priors(t, 2, 10)
                + LogJoint.logHalfNormal(t[2], .5)
                + rows(
                    i -> LogJoint.normal(at("y", i), t[0] + t[1] * at("x1", i), Math.exp(t[2]))));
  }

  @Test
  void logisticGivesTheSecondLevelTheLogit() {
    Model model =
        Regression.logistic(SCHEMA, "sick")
            .features("x1", "x2")
            .prior(3)
            .offset("exposure")
            .weights("weight")
            .model();
    LogJoint.agrees(
        model,
        t ->
            priors(t, 3, 3)
                + rows(
                    i -> {
                      double f = t[0] + t[1] * at("x1", i) + t[2] * at("x2", i) + at("exposure", i);
                      double p = 1 / (1 + Math.exp(-f));
                      return at("weight", i) * Math.log(at("sick", i) == 1 ? p : 1 - p);
                    }));
    assertThat(model.gaussianPrior().orElseThrow().covariance()[2][2]).isCloseTo(9, within(1e-15));
  }

  @Test
  void multinomialTakesTheFirstLevelAsReference() {
    Model model = Regression.multinomial(SCHEMA, "kind").features("x1", "sick").model();
    LogJoint.agrees(
        model,
        t ->
            priors(t, 6, 10)
                + rows(
                    i -> {
                      double s = indicator("sick", i, 1);
                      double green = t[0] + at("x1", i) * t[2] + s * t[4];
                      double red = t[1] + at("x1", i) * t[3] + s * t[5];
                      double[] logits = {0, green, red};
                      double total = 1 + Math.exp(green) + Math.exp(red);
                      return logits[(int) at("kind", i)] - Math.log(total);
                    }));
    assertThat(model.parameters())
        .extracting(Parameter::dims)
        .containsExactly(List.of(2), List.of(2, 2));
  }

  @Test
  void multinomialOfTwoLevelsIsLogistic() {
    Model two = Regression.multinomial(SCHEMA, "sick").features("x1").model();
    Model logistic = Regression.logistic(SCHEMA, "sick").features("x1").model();
    double[] theta = {.3, -1.2};
    assertThat(Evaluate.at(LogJoint.joint(two), two.theta(), theta, Data.TABLE)[0])
        .isCloseTo(
            Evaluate.at(LogJoint.joint(logistic), logistic.theta(), theta, Data.TABLE)[0],
            within(1e-12 * Data.ROWS));
  }

  @Test
  void poissonAddsTheOffsetToTheLogRate() {
    Model model =
        Regression.poisson(SCHEMA, "visits")
            .features("x1", "kind")
            .offset("exposure")
            .weights("weight")
            .model();
    LogJoint.agrees(
        model,
        t ->
            priors(t, 4, 10)
                + rows(
                    i -> {
                      double eta =
                          t[0]
                              + t[1] * at("x1", i)
                              + t[2] * indicator("kind", i, 1)
                              + t[3] * indicator("kind", i, 2)
                              + at("exposure", i);
                      double y = at("visits", i);
                      return at("weight", i) * (y * eta - Math.exp(eta) - LogJoint.logFactorial(y));
                    }));
  }

  @Test
  void polynomialUsesThePowersOfOneColumn() {
    LogJoint.agrees(
        Regression.polynomial(SCHEMA, "y", "x2", 3).model(),
        t ->
            priors(t, 4, 10)
                + LogJoint.logHalfNormal(t[4], 10)
                + rows(
                    i -> {
                      double x = at("x2", i);
                      double mean = t[0] + t[1] * x + t[2] * x * x + t[3] * x * x * x;
                      return LogJoint.normal(at("y", i), mean, Math.exp(t[4]));
                    }));
  }

  @Test
  void readsOnlyTheColumnsItNames() {
    assertThat(Regression.linear(SCHEMA, "y").features("x1").weights("weight").model().rowInputs())
        .containsExactlyInAnyOrder("y", "x1", "weight");
  }
}
