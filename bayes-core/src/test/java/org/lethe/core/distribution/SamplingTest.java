package org.lethe.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.AbstractRealDistribution;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;
import org.lethe.core.random.RandomStream;
import org.lethe.core.random.Uniforms;

/**
 * Draws against distribution functions that Commons Math or closed forms give (Kolmogorov and
 * Smirnov), against mass functions (chi-square). Each case raises a false alarm for one seed in a
 * million.
 */
class SamplingTest {

  private static final int N = 20_000;
  private static final double FALSE_ALARM = 1e-6;

  record Continuous(String name, Distribution law, UnaryOperator<double[]> cdf) {
    static Continuous of(String name, Cumulative law) {
      return new Continuous(name, law, x -> Evaluate.constant(law.logCdf(Expr.vector(x)).exp()));
    }

    static Continuous of(String name, Distribution law, DoubleUnaryOperator cdf) {
      return new Continuous(name, law, x -> Arrays.stream(x).map(cdf).toArray());
    }

    static Continuous of(String name, Distribution law, AbstractRealDistribution reference) {
      return of(name, law, reference::cumulativeProbability);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static double[] draws(Distribution law) {
    double[] arguments =
        law.sampler().arguments().stream()
            .flatMapToDouble(a -> Arrays.stream(Evaluate.constant(a)))
            .toArray();
    double[] out = new double[N];
    double[] one = new double[1];
    for (int i = 0; i < N; i++) {
      law.sampler().draw().into(arguments, Uniforms.of(RandomStream.of(11).at(i, 1)), one);
      out[i] = one[0];
    }
    return out;
  }

  static Stream<Continuous> continuous() {
    NormalDistribution normal = new NormalDistribution(0, 1);
    TDistribution t = new TDistribution(3.5);
    GammaDistribution gamma = new GammaDistribution(6.5, 1 / 2.0);
    return Stream.of(
        Continuous.of("normal", Normal.of(.7, 1.3), new NormalDistribution(.7, 1.3)),
        Continuous.of("cauchy", Cauchy.of(.7, 1.3)),
        Continuous.of("laplace", Laplace.of(.7, 1.3)),
        Continuous.of("logistic", Logistic.of(.7, 1.3)),
        Continuous.of("gumbel", Gumbel.of(.7, 1.3)),
        Continuous.of("logNormal", LogNormal.of(.2, .6)),
        Continuous.of("exponential", Exponential.of(.4)),
        Continuous.of("weibull", Weibull.of(1.7, 2)),
        Continuous.of(
            "halfNormal", HalfNormal.of(2), x -> 2 * normal.cumulativeProbability(x / 2) - 1),
        Continuous.of("halfCauchy", HalfCauchy.of(2), x -> 2 / Math.PI * Math.atan(x / 2)),
        Continuous.of(
            "studentT", StudentT.of(3.5, .7, 1.3), x -> t.cumulativeProbability((x - .7) / 1.3)),
        Continuous.of(
            "halfStudentT", HalfStudentT.of(3.5, 2), x -> 2 * t.cumulativeProbability(x / 2) - 1),
        Continuous.of("gamma", Gamma.of(2.3, .7), new GammaDistribution(2.3, 1 / .7)),
        Continuous.of("gamma of small shape", Gamma.of(.3, 5), new GammaDistribution(.3, .2)),
        Continuous.of("gamma of large shape", Gamma.of(400, 5), new GammaDistribution(400, .2)),
        Continuous.of(
            "inverseGamma", InverseGamma.of(6.5, 2), x -> 1 - gamma.cumulativeProbability(1 / x)),
        Continuous.of("beta", Beta.of(2.3, .7), new BetaDistribution(2.3, .7)));
  }

  @ParameterizedTest
  @MethodSource("continuous")
  void drawsFollowTheDistributionFunction(Continuous c) {
    double[] x = draws(c.law());
    Arrays.sort(x);
    double[] cdf = c.cdf().apply(x);
    double distance = 0;
    for (int i = 0; i < N; i++) {
      double f = cdf[i];
      distance = Math.max(distance, Math.max(f - (double) i / N, (i + 1.0) / N - f));
    }
    // P(√n D > c) is at most 2 exp(−2c²)
    double bound = Math.sqrt(Math.log(2 / FALSE_ALARM) / 2);
    assertThat(Math.sqrt(N) * distance).isLessThan(bound);
  }

  static Stream<Distribution> counts() {
    return Stream.of(
        Poisson.rate(6.5),
        Poisson.rate(0.01),
        Poisson.rate(3000),
        Bernoulli.logits(.8),
        Binomial.probability(12, .3),
        Binomial.probability(12, .9),
        Binomial.probability(5000, .3),
        Binomial.logits(200, -4),
        BetaBinomial.of(30, .8, 2.5),
        NegativeBinomial.meanDispersion(4, 2.5),
        NegativeBinomial.logMeanDispersion(5, .7),
        NegativeBinomial.alphaBeta(3, 1.2),
        Geometric.of(.3),
        ZeroInflated.of(.3, Poisson.rate(4.5)),
        Categorical.logits(1, -2, .5, 0),
        Categorical.probabilities(.1, .2, .7),
        OrderedLogistic.of(Expr.constant(.4), -1, .3, 2));
  }

  @ParameterizedTest
  @MethodSource("counts")
  void countsFollowTheMassFunction(Distribution law) {
    double[] x = draws(law);
    int most = (int) Arrays.stream(x).max().orElseThrow();
    double[] seen = new double[most + 1];
    Arrays.stream(x).forEach(v -> seen[(int) v]++);
    Expr labels = Expr.vector(IntStream.rangeClosed(0, most).asDoubleStream().toArray());
    Expr density = law.logDensity(law instanceof Discrete ? Expr.constant(0) : labels);
    double[] expected =
        law instanceof Discrete d
            ? Evaluate.constant(d.probabilities())
            : Arrays.stream(Evaluate.constant(density)).map(Math::exp).toArray();
    double statistic = 0;
    int bins = 0;
    double count = 0;
    double mass = 0;
    double left = 1;
    for (int y = 0; y <= most; y++) {
      count += seen[y];
      mass += expected[y];
      // neighbours join until 20 are expected, and the last bin takes what is left
      if (N * mass >= 20 && N * (left - mass) >= 20) {
        statistic += (count - N * mass) * (count - N * mass) / (N * mass);
        bins++;
        left -= mass;
        count = 0;
        mass = 0;
      }
    }
    statistic += (count - N * left) * (count - N * left) / (N * left);
    assertThat(bins).isPositive();
    double bound = new ChiSquaredDistribution(bins).inverseCumulativeProbability(1 - FALSE_ALARM);
    assertThat(statistic).isLessThan(bound);
  }
}
