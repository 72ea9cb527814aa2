package org.lethe.inference.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Beta;
import org.lethe.core.distribution.Binomial;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.OrderedProbit;
import org.lethe.core.distribution.Uniform;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.RungeKutta;
import org.lethe.core.model.Model;
import org.lethe.core.model.Rows;
import org.lethe.core.posterior.Quantity;
import org.lethe.inference.hmc.Nuts;
import org.lethe.inference.run.Run;

/**
 * Models as in posteriordb whose posterior has a closed form or is one integral away. Means and sds
 * of 4000 draws lie within four Monte Carlo errors of the mean, which are at least those of the sd
 * where the kurtosis is at most 5: false alarm 6e-5 each.
 */
class SampledModelsTest {

  private static void finds(String name, Model model, Table rows, double mean, double sd) {
    Quantity found =
        Nuts.of()
            .fit(model, rows, Run.seed(5))
            .requireTrusted()
            .posterior()
            .summary()
            .quantity(name);
    double error = 4 * found.mixing().orElseThrow().mcse();
    assertThat(found.mean()).isCloseTo(mean, within(error));
    assertThat(found.sd()).isCloseTo(sd, within(error));
    assertThat(error).isLessThan(sd / 5);
  }

  /** The same where the posterior is a density up to a constant, by Simpson's rule. */
  private static void finds(
      String name, Model model, Table rows, double low, double high, DoubleUnaryOperator density) {
    int n = 20_000;
    double[] sums = new double[3];
    for (int i = 1; i < n; i++) {
      double x = low + (high - low) * i / n;
      double w = (i % 2 == 0 ? 2 : 4) * density.applyAsDouble(x);
      sums[0] += w;
      sums[1] += w * x;
      sums[2] += w * x * x;
    }
    double mean = sums[1] / sums[0];
    finds(name, model, rows, mean, Math.sqrt(sums[2] / sums[0] - mean * mean));
  }

  private static void finds(String name, Model model, Table rows, BetaDistribution law) {
    finds(name, model, rows, law.getNumericalMean(), Math.sqrt(law.getNumericalVariance()));
  }

  /** Rate_3. */
  @Test
  void oneRateOfTwoExperiments() {
    Table rows = Table.of(Map.of("k", new double[] {14, 16}, "n", new double[] {20, 25}));
    Model model =
        Model.define(
            "rate",
            rows.schema(),
            m -> {
              Expr theta = m.parameter("theta", Beta.of(1, 1));
              m.observe("k", Binomial.probability(m.column("n"), theta));
            });
    finds("theta", model, rows, new BetaDistribution(31, 16));
  }

  /** Mb_model: recaptures alone speak of c. */
  @Test
  void recapturesAreAPosteriorOfTheirOwn() {
    double[][] y = {
      {1, 0, 0, 1, 0, 0, 1, 0, 0, 0}, {0, 1, 0, 1, 1, 0, 0, 0, 0, 0}, {1, 1, 0, 1, 0, 1, 0, 0, 0, 0}
    };
    Table rows = Table.of(Map.of("c1", y[0], "c2", y[1], "c3", y[2]));
    int again = 0;
    int chances = 0;
    for (int i = 0; i < y[0].length; i++) {
      for (int t = 1; t < 3; t++) {
        chances += (int) y[t - 1][i];
        again += (int) (y[t - 1][i] * y[t][i]);
      }
    }
    Model model =
        Model.define(
            "Mb",
            rows.schema(),
            m -> {
              Expr omega = m.parameter("omega", Uniform.of(0, 1));
              Expr p = m.parameter("p", Uniform.of(0, 1));
              Expr c = m.parameter("c", Uniform.of(0, 1));
              Expr seen = m.columns("c1", "c2", "c3");
              Expr before = Expr.concat(Expr.constant(0), m.columns("c1", "c2"));
              Expr caught = Bernoulli.probability(before.where(c, p)).logDensity(seen).sum();
              Expr here = omega.log().plus(caught);
              Expr perhaps = here.logAddExp(omega.negate().log1p());
              Expr known = seen.sum().greaterThan(Expr.constant(0));
              m.observe(known.where(here, perhaps), "c1", "c2", "c3");
            });
    finds("c", model, rows, new BetaDistribution(1 + again, 1 + chances - again));
  }

  /** Survey_model. */
  @Test
  void anUnknownNumberOfSurveysIsSummedOver() {
    double[] returned = {16, 18, 22, 25, 27};
    int most = 60;
    Table rows = Table.of(Map.of("k", returned));
    Model model =
        Model.define(
            "survey",
            rows,
            m -> {
              Expr theta = m.parameter("theta", Uniform.of(0, 1));
              Rows all = m.allRows();
              Expr numbers = Expr.vector(IntStream.rangeClosed(1, most).asDoubleStream().toArray());
              Expr k = all.column("k").reshape(all.size(), 1);
              Expr byNumber = Binomial.probability(numbers, theta).logDensity(k).sum(0);
              m.observeJointly("the surveys had one size", byNumber.logSumExp(0));
            });
    finds(
        "theta",
        model,
        rows,
        0,
        1,
        u ->
            IntStream.rangeClosed(27, most)
                .mapToDouble(
                    n ->
                        Arrays.stream(returned)
                                .map(k -> CombinatoricsUtils.binomialCoefficientLog(n, (int) k))
                                .sum()
                            + 108 * Math.log(u)
                            + (5 * n - 108) * Math.log1p(-u))
                .map(Math::exp)
                .sum());
  }

  @Test
  void orderedProbitWithKnownCutpoints() {
    double[] x = {-1.5, -.7, -.2, .1, .6, .9, 1.4, 2};
    double[] grade = {0, 0, 1, 0, 1, 2, 1, 2};
    Table rows = Table.of(Map.of("x", x, "grade", grade));
    Model model =
        Model.define(
            "probit",
            rows.schema(),
            m -> {
              Expr beta = m.parameter("beta", Normal.of(0, 2));
              m.observe("grade", OrderedProbit.of(beta.times(m.column("x")), -.5, .8));
            });
    NormalDistribution normal = new NormalDistribution(0, 1);
    double[] cuts = {Double.NEGATIVE_INFINITY, -.5, .8, Double.POSITIVE_INFINITY};
    finds(
        "beta",
        model,
        rows,
        -8,
        8,
        b -> {
          double p = Math.exp(-b * b / 8);
          for (int i = 0; i < x.length; i++) {
            int k = (int) grade[i];
            p *=
                normal.cumulativeProbability(cuts[k + 1] - b * x[i])
                    - normal.cumulativeProbability(cuts[k] - b * x[i]);
          }
          return p;
        });
  }

  /** z′ = −κz, whose solution is known; ten steps of Runge and Kutta err by less than 1e−7. */
  @Test
  void aDifferentialEquation() {
    double[] times = {.5, 1, 1.5, 2, 3};
    double[] y = {.71, .48, .39, .21, .13};
    Table rows = Table.of(Map.of("y", y, "time", new double[] {0, 1, 2, 3, 4}));
    Model model =
        Model.define(
            "decay",
            rows.schema(),
            m -> {
              Expr rate = m.parameter("rate", Uniform.of(0, 2));
              Expr z =
                  RungeKutta.solve(
                      Expr.constant(1), 0, times, 10, (t, s) -> rate.times(s).negate());
              m.observe("y", Normal.of(z.gather(m.column("time")), .1));
            });
    finds(
        "rate",
        model,
        rows,
        0,
        2,
        k -> {
          double squares = 0;
          for (int i = 0; i < y.length; i++) {
            squares += Math.pow(y[i] - Math.exp(-k * times[i]), 2);
          }
          return Math.exp(-squares / .02);
        });
  }
}
