package org.lethe.core.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lethe.core.model.Data.SCHEMA;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
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
            + " declare that parameter with Support.POSITIVE or a prior there, or exp() of it");
    refused(
        m -> m.observe("y", Cauchy.of(0, m.parameter("s", HalfNormal.of(1)).negate())),
        "Cauchy: scale must be positive, and parameter 's' gives it values from -Infinity to"
            + " 0.0: declare that parameter with Support.POSITIVE or a prior there, or exp() of"
            + " it");
  }

  @Test
  void aProbabilityBeyondTheUnitIntervalIsRefused() {
    refused(
        m -> m.observe("sick", Bernoulli.probability(m.parameter("p", HalfNormal.of(1)))),
        "Bernoulli: probability must be between 0 and 1, and parameter 'p' gives it values from"
            + " 0.0 to Infinity: declare that parameter with Support.UNIT or a prior there, or"
            + " sigmoid() of it");
  }

  /** One law after the other with an unknown on the whole line in each place that is not. */
  static Stream<Function<Expr, Distribution>> places() {
    Expr one = Expr.constant(1);
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
        x -> Pareto.of(1, x),
        x -> Beta.of(x, one),
        x -> Beta.of(one, x),
        x -> BetaBinomial.of(one, x, one),
        x -> BetaBinomial.of(one, one, x),
        x -> VonMises.of(one, x),
        x -> Dirichlet.of(twice(x)),
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
                      m.observe("y", Normal.of(a, a.exp()));
                      m.observe("y", Normal.of(a, a.softplus()));
                      m.observe("y", Normal.of(a, a.square()));
                      m.observe("y", Normal.of(a, a.abs()));
                      m.observe("y", Normal.of(a, a.plus(m.column("x1"))));
                      m.observe("y", Normal.of(a, m.parameter("s", Uniform.of(0, 5))));
                      m.observe("sick", Bernoulli.probability(a.sigmoid()));
                      Expr p = m.parameter("p", Normal.of(0, 1), Support.UNIT, 2);
                      m.observe("sick", Bernoulli.probability(p.at(1)));
                      m.observe("visits", Poisson.rate(m.parameter("r", Gamma.of(2, 2)).times(3)));
                    }))
        .doesNotThrowAnyException();
  }
}
