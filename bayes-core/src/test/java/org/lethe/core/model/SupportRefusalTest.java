package org.lethe.core.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lethe.core.model.Data.SCHEMA;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Beta;
import org.lethe.core.distribution.BetaBinomial;
import org.lethe.core.distribution.Binomial;
import org.lethe.core.distribution.Categorical;
import org.lethe.core.distribution.Cauchy;
import org.lethe.core.distribution.Dirichlet;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Exponential;
import org.lethe.core.distribution.Gamma;
import org.lethe.core.distribution.Geometric;
import org.lethe.core.distribution.Gumbel;
import org.lethe.core.distribution.HalfCauchy;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.HalfStudentT;
import org.lethe.core.distribution.InverseGamma;
import org.lethe.core.distribution.Laplace;
import org.lethe.core.distribution.LkjCholesky;
import org.lethe.core.distribution.LogNormal;
import org.lethe.core.distribution.Logistic;
import org.lethe.core.distribution.Mixture;
import org.lethe.core.distribution.MultivariateNormal;
import org.lethe.core.distribution.MultivariateStudentT;
import org.lethe.core.distribution.NegativeBinomial;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.Pareto;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.distribution.StudentT;
import org.lethe.core.distribution.Support;
import org.lethe.core.distribution.Uniform;
import org.lethe.core.distribution.VonMises;
import org.lethe.core.distribution.Weibull;
import org.lethe.core.distribution.ZeroInflated;
import org.lethe.core.expr.Expr;

/** Parameters where a law needs what they are not. */
class SupportRefusalTest {

  private static final String OTHERWISE =
      " change what is made of it, or where it lives, so that none lies outside";

  private static void refused(Consumer<Declare> body, String message) {
    assertThatThrownBy(() -> Model.define("bad", SCHEMA, body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Model bad: " + message);
  }

  private static Expr real(Declare m, String name) {
    return m.parameter(name, Normal.of(0, 1));
  }

  @Test
  void aScaleOnTheWholeLineIsRefusedWithBothNames() {
    String rule =
        "Normal: sd must be positive, and parameter 'sigma' gives it values from -Infinity to"
            + " Infinity: declare that parameter with Support.POSITIVE or a prior there, or exp()"
            + " of it";
    refused(m -> m.observe("y", Normal.of(real(m, "mu"), real(m, "sigma"))), rule);
    refused(m -> m.parameter("b", Normal.of(0, real(m, "sigma")), 3), rule);
    refused(m -> m.observe(Normal.of(0, real(m, "sigma")).logDensity(m.column("y")), "y"), rule);
    refused(
        m -> {
          Expr sigma = m.parameter("sigma", Normal.of(0, 1), 3);
          Expr sd = sigma.times(2).gather(m.column("kind")).minus(1);
          m.observe("y", Normal.of(0, sd));
        },
        rule);
    refused(
        m -> m.observe("y", Laplace.of(real(m, "mu"), m.parameter("s", Uniform.of(-1, 2)))),
        "Laplace: scale must be positive, and parameter 's' gives it values from -1.0 to 2.0:"
            + OTHERWISE);
    refused(
        m -> m.observe("y", Cauchy.of(0, m.parameter("s", HalfNormal.of(1)).negate())),
        "Cauchy: scale must be positive, and parameter 's' gives it values from -Infinity to"
            + " 0.0:"
            + OTHERWISE);
  }

  @Test
  void aProbabilityBeyondTheUnitIntervalIsRefused() {
    refused(
        m -> m.observe("sick", Bernoulli.probability(m.parameter("p", HalfNormal.of(1)))),
        "Bernoulli: probability must be between 0 and 1, and parameter 'p' gives it values from"
            + " 0.0 to Infinity:"
            + OTHERWISE);
    refused(
        m -> m.observe("sick", Bernoulli.probability(real(m, "p"))),
        "Bernoulli: probability must be between 0 and 1, and parameter 'p' gives it values from"
            + " -Infinity to Infinity: declare that parameter with Support.UNIT or a prior there,"
            + " or sigmoid() of it");
    refused(
        m -> m.observe("kind", Categorical.probabilities(m.parameter("p", Normal.of(0, 1), 3))),
        "Categorical: probabilities must be between 0 and 1, and parameter 'p' gives it values"
            + " from -Infinity to Infinity: declare that parameter with Support.SIMPLEX or a"
            + " Dirichlet prior, or softmax() of it");
  }

  @Test
  void whatIsMadeOfAPositiveParameterMayBeNegative() {
    Map<UnaryOperator<Expr>, String> made =
        Map.of(
            tau -> tau.minus(5), "-5.0 to Infinity",
            tau -> tau.times(-2), "-Infinity to 0.0",
            tau -> Expr.constant(1).minus(tau), "-Infinity to 1.0",
            tau -> tau.minus(Expr.constant(2)), "-2.0 to Infinity",
            tau -> tau.log(), "-Infinity to Infinity",
            tau -> tau.minus(9).tanh(), Math.tanh(-9) + " to 1.0");
    made.forEach(
        (f, values) ->
            refused(
                m -> m.observe("y", Normal.of(0, f.apply(m.parameter("tau", HalfNormal.of(1))))),
                "Normal: sd must be positive, and parameter 'tau' gives it values from "
                    + values
                    + ":"
                    + OTHERWISE));
    refused(
        m -> m.observe("y", Normal.of(0, real(m, "b").tanh())),
        "Normal: sd must be positive, and parameter 'b' gives it values from -1.0 to 1.0:"
            + OTHERWISE);
  }

  @Test
  void whatIsMadeOfAParameterOfTheWholeLineMayBeNegativeOrNoNumber() {
    Map<UnaryOperator<Expr>, String> scales =
        Map.of(
            b -> Expr.constant(2).over(b), "values from -Infinity to Infinity",
            b -> b.pow(-1), "values from -Infinity to Infinity",
            b -> Expr.constant(-1).over(b.exp()), "values from -Infinity to 0.0",
            b -> Expr.constant(2).over(b.exp().minus(3)), "values from -Infinity to Infinity",
            b -> Expr.constant(2).over(b.exp().plus(4)).minus(1), "values from -1.0 to -0.5",
            b -> b.softplus().minus(1), "values from -1.0 to Infinity",
            b -> b.square().minus(2), "values from -2.0 to Infinity",
            b -> b.abs().negate(), "values from -Infinity to 0.0",
            b -> b.sqrt(), "roots of negative numbers",
            b -> b.exp().minus(.1).sqrt().plus(1), "roots of negative numbers");
    scales.forEach(
        (f, values) ->
            refused(
                m -> m.observe("y", Normal.of(0, f.apply(real(m, "b")))),
                "Normal: sd must be positive, and parameter 'b' gives it "
                    + values
                    + ":"
                    + OTHERWISE));
    Map<UnaryOperator<Expr>, String> probabilities =
        Map.of(
            b -> b.softplus(), "values from 0.0 to Infinity",
            b -> b.square(), "values from 0.0 to Infinity",
            b -> b.sqrt(), "roots of negative numbers",
            b -> Expr.constant(1).over(b.exp()), "values from 0.0 to Infinity",
            b -> b.tanh().plus(-2).square(), "values from 1.0 to 9.0",
            b -> Expr.constant(2).over(b.exp().plus(1)), "values from 0.0 to 2.0");
    probabilities.forEach(
        (f, values) ->
            refused(
                m -> m.observe("sick", Bernoulli.probability(f.apply(real(m, "b")))),
                "Bernoulli: probability must be between 0 and 1, and parameter 'b' gives it "
                    + values
                    + ":"
                    + OTHERWISE));
  }

  @Test
  void rootsSquaresAndQuotientsThatLieInsideAreNotRefused() {
    Expr u = Expr.unknown("u");
    List<Expr> positive =
        List.of(
            u.softplus(),
            u.softplus().sqrt(),
            u.exp().sqrt(),
            u.sigmoid().sqrt(),
            u.square(),
            u.tanh().abs(),
            Expr.constant(1).over(u.exp()),
            Expr.constant(-3).over(u.exp().negate()),
            Expr.constant(-3).over(u.sigmoid().minus(1)),
            Expr.constant(1).over(u.exp().plus(1)).sqrt(),
            Expr.constant(1).over(u.softplus()).minus(0));
    positive.forEach(x -> assertThatCode(() -> Normal.of(0, x)).doesNotThrowAnyException());
    List<Expr> probabilities =
        List.of(
            Expr.constant(1).over(u.exp().plus(1)),
            u.sigmoid().sqrt(),
            u.tanh().square(),
            u.tanh().abs(),
            u.tanh().plus(1).over(2).square());
    probabilities.forEach(
        x -> assertThatCode(() -> Bernoulli.probability(x)).doesNotThrowAnyException());
    for (int i = 1; i < 100; i++) {
      double low = i / 100.0;
      for (int j = i + 1; j < 200; j++) {
        double high = j / 100.0;
        Expr x = Support.interval(low, high).constrain(u);
        Bernoulli.probability(Expr.constant(low).over(x));
        Bernoulli.probability(x.minus(low).over(high - low).sqrt());
        Bernoulli.probability(x.over(high).square());
        Bernoulli.probability(x.square().over(high * high));
        Bernoulli.probability(x.sqrt().over(Math.sqrt(high)));
        Normal.of(0, x.square().minus(low * low).sqrt());
        Normal.of(0, Expr.constant(1).over(x.minus(low)));
        Normal.of(0, Expr.constant(-1).over(x.minus(high)));
      }
    }
  }

  @Test
  void roundingRefusesNothing() {
    Expr u = Expr.unknown("u");
    assertThatCode(() -> Normal.of(0, Support.lower(.3).constrain(u).times(3).minus(.9)))
        .doesNotThrowAnyException();
    for (int i = 0; i < 100; i++) {
      double low = i / 100.0;
      for (int j = i + 1; j < 200; j++) {
        double high = j / 100.0;
        Expr x = Support.interval(low, high).constrain(u);
        Bernoulli.probability(x.times(1 / high));
        Bernoulli.probability(x.minus(low).times(1 / (high - low)));
        Bernoulli.probability(Expr.constant(1).minus(x.over(high)));
      }
    }
    assertThatThrownBy(() -> Bernoulli.probability(u.sigmoid().times(1 + 1e-14)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Normal.of(0, u.exp().minus(1e-300)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** One law after the other with an unknown on the whole line in each place that is not. */
  static Stream<Function<Expr, Distribution>> places() {
    Expr one = Expr.constant(1);
    MultivariateNormal normal =
        MultivariateNormal.of(new double[2], new double[][] {{1, 0}, {0, 1}});
    return Stream.of(
        x -> Normal.of(0, x),
        x -> StudentT.of(x, one, one),
        x -> StudentT.of(one, one, x),
        x -> Cauchy.of(one, x),
        x -> Laplace.of(one, x),
        x -> Logistic.of(one, x),
        x -> Gumbel.of(one, x),
        x -> LogNormal.of(one, x),
        x -> HalfNormal.of(x),
        x -> HalfCauchy.of(x),
        x -> HalfStudentT.of(x, one),
        x -> HalfStudentT.of(one, x),
        x -> Exponential.of(x),
        x -> Gamma.of(x, one),
        x -> Gamma.of(one, x),
        x -> InverseGamma.of(x, one),
        x -> InverseGamma.of(one, x),
        x -> Weibull.of(x, one),
        x -> Weibull.of(one, x),
        x -> Pareto.of(x, one),
        x -> Pareto.of(1, x),
        x -> Beta.of(x, one),
        x -> Beta.of(one, x),
        x -> BetaBinomial.of(one, x, one),
        x -> BetaBinomial.of(one, one, x),
        x -> VonMises.of(one, x),
        x -> Dirichlet.of(twice(x)),
        x -> MultivariateStudentT.of(x, normal),
        x -> LkjCholesky.of(2, x),
        x -> Poisson.rate(x),
        x -> NegativeBinomial.meanDispersion(x, one),
        x -> NegativeBinomial.meanDispersion(one, x),
        x -> NegativeBinomial.logMeanDispersion(one, x),
        x -> NegativeBinomial.alphaBeta(x, one),
        x -> NegativeBinomial.alphaBeta(one, x),
        x -> Geometric.of(x),
        x -> Bernoulli.probability(x),
        x -> Binomial.probability(one, x),
        x -> Categorical.probabilities(twice(x)),
        x -> ZeroInflated.of(x, Poisson.rate(1)),
        x -> Mixture.of(twice(x), List.of(Normal.of(0, 1), Normal.of(1, 1))),
        x -> Mixture.ofGaussians(Expr.vector(1), Expr.fill(0, 1, 1), x));
  }

  private static Expr twice(Expr x) {
    return x.reshape(1).gather(Expr.vector(0, 0));
  }

  @ParameterizedTest
  @MethodSource("places")
  void everyLawLooksAtItsArguments(Function<Expr, Distribution> law) {
    Expr x = Expr.unknown("x");
    assertThatThrownBy(() -> law.apply(x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parameter 'x' gives it values from -Infinity to Infinity");
    assertThatCode(() -> law.apply(Support.UNIT.constrain(x))).doesNotThrowAnyException();
  }

  @Test
  void whatMayBePositiveIsNotRefused() {
    assertThatCode(
            () ->
                Model.define(
                    "good",
                    SCHEMA,
                    m -> {
                      Expr a = real(m, "a");
                      Expr y = m.column("y");
                      m.observe(Normal.of(a, a.exp()).logDensity(y), "y");
                      m.observe(Normal.of(a, a.softplus()).logDensity(y), "y");
                      m.observe(Normal.of(a, a.square()).logDensity(y), "y");
                      m.observe(Normal.of(a, a.abs()).logDensity(y), "y");
                      m.observe(Normal.of(a, a.plus(m.column("x1"))).logDensity(y), "y");
                      m.observe("y", Normal.of(a, m.parameter("s", Uniform.of(0, 5))));
                      m.observe("sick", Bernoulli.probability(a.sigmoid()));
                      Expr p = m.parameter("p", Normal.of(0, 1), Support.UNIT, 2);
                      m.observe(Bernoulli.probability(p.at(1)).logDensity(m.column("sick")));
                      m.observe("visits", Poisson.rate(m.parameter("r", Gamma.of(2, 2)).times(3)));
                    }))
        .doesNotThrowAnyException();
  }
}
