package org.lethe.inference.conjugate;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Beta;
import org.lethe.core.distribution.Categorical;
import org.lethe.core.distribution.Dirichlet;
import org.lethe.core.distribution.Gamma;
import org.lethe.core.distribution.InverseWishart;
import org.lethe.core.distribution.MultivariateNormal;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Declare;
import org.lethe.core.model.Model;
import org.lethe.core.model.Regression;
import org.lethe.core.posterior.CodecContract;
import org.lethe.core.posterior.ConjugatePosterior;
import org.lethe.inference.energy.Models;
import org.lethe.inference.run.Run;

class CodecTest {
  private static final Run RUN = Run.seed(1);
  private static final Schema SCHEMA =
      Schema.of(
          "id",
          Column.number("x"),
          Column.number("y"),
          Column.count("calls"),
          Column.count("coin"),
          Column.category("colour", "red", "green", "blue"));
  private static final Table ROWS =
      Table.of(
          SCHEMA,
          List.of("a", "b", "c", "d"),
          Map.of(
              "x", new double[] {1.5, -.1, 3, .3},
              "y", new double[] {2.2, .7, 2, -1.5},
              "calls", new double[] {3, 0, 2, 7},
              "coin", new double[] {1, 0, 1, 1},
              "colour", new double[] {0, 2, 2, 1}));

  private static Model model(Consumer<Declare> body) {
    return Model.define("small", SCHEMA, body::accept);
  }

  private static Model sizes() {
    return model(
        m -> {
          Expr sigma =
              m.parameter("sigma", InverseWishart.of(4, new double[][] {{2, .5}, {.5, 1}}));
          Expr mean = Expr.vector(.5, 1);
          Expr mu = m.parameter("mu", MultivariateNormal.of(mean, sigma.over(2)));
          m.observe(List.of("x", "y"), MultivariateNormal.of(mu, sigma));
        });
  }

  static List<ConjugatePosterior> posteriors() {
    Model coin =
        model(m -> m.observe("coin", Bernoulli.probability(m.parameter("p", Beta.of(2, 3)))));
    Model calls = model(m -> m.observe("calls", Poisson.rate(m.parameter("r", Gamma.of(2, .5)))));
    Model colours =
        model(
            m ->
                m.observe(
                    "colour", Categorical.probabilities(m.parameter("p", Dirichlet.of(1, .5, 2)))));
    Model line = Regression.linear(SCHEMA, "y").features("x").model();
    return List.of(
        BetaBernoulli.of().fit(coin, ROWS, RUN).posterior(),
        GammaPoisson.of().fit(calls, ROWS, RUN).posterior(),
        DirichletCategorical.of().fit(colours, ROWS, RUN).posterior(),
        LinearGaussian.of().fit(Models.linear(), Models.six(), RUN).posterior(),
        NormalInverseGamma.of(2, 1.5, .7).fit(line, ROWS, RUN).posterior(),
        NormalInverseWishart.of().fit(sizes(), ROWS, RUN).posterior());
  }

  @ParameterizedTest
  @MethodSource("posteriors")
  void damagedNumbersAreRefused(ConjugatePosterior posterior) {
    CodecContract.check(posterior);
  }
}
