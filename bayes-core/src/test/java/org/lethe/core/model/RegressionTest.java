package org.lethe.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lethe.core.model.Data.SCHEMA;
import static org.lethe.core.model.Data.at;
import static org.lethe.core.model.LogJoint.logFactorial;
import static org.lethe.core.model.LogJoint.logHalfNormal;
import static org.lethe.core.model.LogJoint.normal;
import static org.lethe.core.model.LogJoint.priors;
import static org.lethe.core.model.LogJoint.rows;
import static org.lethe.core.model.LogJoint.sum;

import java.util.List;
import org.hipparchus.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lethe.core.expr.Affine;
import org.lethe.core.expr.Evaluate;

/** Every built-in regression against its log joint written out by hand. */
class RegressionTest {

  private static double indicator(String column, int row, int level) {
    return at(column, row) == level ? 1 : 0;
  }

  /** first + Σ t[from + j]·x[j]. */
  private static DerivativeStructure affine(
      DerivativeStructure first, DerivativeStructure[] t, int from, double... x) {
    DerivativeStructure out = first;
    for (int j = 0; j < x.length; j++) {
      out = out.add(t[from + j].multiply(x[j]));
    }
    return out;
  }

  @Test
  void linearHasAnUnknownNoiseByDefault() {
    Model model = Regression.linear(SCHEMA, "y").features("x1", "kind", "x2").model();
    LogJoint.agrees(
        model,
        t ->
            sum(
                priors(t, 5, 10),
                logHalfNormal(t[5], 10),
                rows(i -> normal(mixed(t, i).subtract(at("y", i)), t[5].exp()))));
    assertThat(model.parameters())
        .extracting(Parameter::name)
        .containsExactly("intercept", "beta", "sigma");
    assertThat(model.gaussianPrior()).isEmpty();
  }

  private static DerivativeStructure mixed(DerivativeStructure[] t, int i) {
    double green = indicator("kind", i, 1);
    double red = indicator("kind", i, 2);
    return affine(t[0], t, 1, at("x1", i), green, red, at("x2", i));
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
                .add(
                    rows(
                        i -> {
                          DerivativeStructure known =
                              t[0].multiply(0).add(at("exposure", i) - at("y", i));
                          DerivativeStructure rest = affine(known, t, 0, at("x1", i), at("x2", i));
                          return normal(rest, .7).multiply(at("weight", i));
                        })));
    GaussianPrior prior = model.gaussianPrior().orElseThrow();
    assertThat(prior.mean()).containsExactly(0, 0);
    assertThat(prior.covariance()).isDeepEqualTo(new double[][] {{4, 0}, {0, 4}});
    assertThat(Affine.isQuadratic(model.logLikelihood(), model.theta())).isTrue();
    assertThat(Affine.isQuadratic(model.logPrior(), model.theta())).isTrue();
  }

  @Test
  void noisePriorScalesSigma() {
    LogJoint.agrees(
        Regression.linear(SCHEMA, "y").features("x1").noisePrior(.5).model(),
        t ->
            sum(
                priors(t, 2, 10),
                logHalfNormal(t[2], .5),
                rows(
                    i ->
                        normal(affine(t[0], t, 1, at("x1", i)).subtract(at("y", i)), t[2].exp()))));
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
                .add(
                    rows(
                        i -> {
                          DerivativeStructure logit =
                              affine(t[0], t, 1, at("x1", i), at("x2", i)).add(at("exposure", i));
                          DerivativeStructure against = at("sick", i) == 1 ? logit.negate() : logit;
                          return against.exp().add(1).log().multiply(-at("weight", i));
                        })));
    assertThat(model.gaussianPrior().orElseThrow().covariance()[2][2]).isCloseTo(9, within(1e-15));
  }

  @Test
  void multinomialTakesTheFirstLevelAsReference() {
    Model model = Regression.multinomial(SCHEMA, "kind").features("x1", "sick").model();
    LogJoint.agrees(
        model,
        t ->
            priors(t, 6, 10)
                .add(
                    rows(
                        i -> {
                          double sick = indicator("sick", i, 1);
                          DerivativeStructure zero = t[0].multiply(0);
                          DerivativeStructure green =
                              sum(t[0], t[2].multiply(at("x1", i)), t[4].multiply(sick));
                          DerivativeStructure red =
                              sum(t[1], t[3].multiply(at("x1", i)), t[5].multiply(sick));
                          DerivativeStructure[] logits = {zero, green, red};
                          DerivativeStructure total = green.exp().add(red.exp()).add(1);
                          return logits[(int) at("kind", i)].subtract(total.log());
                        })));
    assertThat(model.parameters())
        .extracting(Parameter::dims)
        .containsExactly(List.of(2), List.of(2, 2));
  }

  @Test
  void multinomialOfTwoLevelsIsLogistic() {
    Model two = Regression.multinomial(SCHEMA, "sick").features("x1").model();
    Model logistic = Regression.logistic(SCHEMA, "sick").features("x1").model();
    double[] theta = {.3, -1.2};
    assertThat(Evaluate.rows(LogJoint.joint(two), two.theta(), Data.TABLE, theta)[0])
        .isCloseTo(
            Evaluate.rows(LogJoint.joint(logistic), logistic.theta(), Data.TABLE, theta)[0],
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
                .add(
                    rows(
                        i -> {
                          double green = indicator("kind", i, 1);
                          double red = indicator("kind", i, 2);
                          DerivativeStructure eta =
                              affine(t[0], t, 1, at("x1", i), green, red).add(at("exposure", i));
                          double y = at("visits", i);
                          return eta.multiply(y)
                              .subtract(eta.exp())
                              .subtract(logFactorial(y))
                              .multiply(at("weight", i));
                        })));
  }

  @Test
  void polynomialUsesThePowersOfOneColumn() {
    LogJoint.agrees(
        Regression.polynomial(SCHEMA, "y", "x2", 3).model(),
        t ->
            sum(
                priors(t, 4, 10),
                logHalfNormal(t[4], 10),
                rows(
                    i -> {
                      double x = at("x2", i);
                      DerivativeStructure mean = affine(t[0], t, 1, x, x * x, x * x * x);
                      return normal(mean.subtract(at("y", i)), t[4].exp());
                    })));
  }

  @Test
  void readsOnlyTheColumnsItNames() {
    assertThat(Regression.linear(SCHEMA, "y").features("x1").weights("weight").model().rowInputs())
        .containsExactlyInAnyOrder("y", "x1", "weight");
  }

  @ParameterizedTest
  @ValueSource(strings = {"logistic", "poisson", "linear", "polynomial"})
  void dependsOnThetaThroughOnePredictorSoThatQuadratureIsExact(String kind) {
    Regression recipe =
        switch (kind) {
          case "logistic" -> Regression.logistic(SCHEMA, "sick").features("x1", "kind", "x2");
          case "poisson" -> Regression.poisson(SCHEMA, "visits").features("x1").offset("exposure");
          case "linear" -> Regression.linear(SCHEMA, "y").features("x1", "kind").noise(1);
          default -> Regression.polynomial(SCHEMA, "y", "x1", 3).noise(1);
        };
    Model model = recipe.weights("weight").model();
    assertThat(Affine.predictor(model.logLikelihood(), model.theta())).isPresent();
  }
}
