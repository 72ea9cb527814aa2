package org.lethe.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lethe.core.distribution.SamplingTest.FALSE_ALARM;
import static org.lethe.core.distribution.SamplingTest.N;
import static org.lethe.core.distribution.SamplingTest.draws;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.expr.Evaluate;
import org.lethe.core.expr.Expr;

/**
 * Draws of counts against their mass functions by chi-square. Each case raises a false alarm for
 * one seed in a million.
 */
class CountSamplingTest {

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
        OrderedLogistic.of(Expr.constant(.4), -1, .3, 2),
        OrderedProbit.of(Expr.constant(.4), -1, .3, 2));
  }

  @ParameterizedTest
  @MethodSource("counts")
  void countsFollowTheMassFunction(Distribution law) {
    double[] x = draws(law, 0);
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

  @Test
  void classesOfAMultinomialAreBinomial() {
    Multinomial law = Multinomial.of(9, Categorical.probabilities(.2, .3, .5));
    for (int k = 0; k < 3; k++) {
      double p = List.of(.2, .3, .5).get(k);
      double mean = Arrays.stream(draws(law, k)).average().orElseThrow();
      // 5 standard errors, once in 1.7 million seeds
      assertThat(mean).isCloseTo(9 * p, within(5 * Math.sqrt(9 * p * (1 - p) / N)));
    }
    double[] first = draws(law, 0);
    double[] last = draws(law, 2);
    double product = IntStream.range(0, N).mapToDouble(i -> first[i] * last[i]).sum() / N;
    // n(n − 1) pq, each product's sd below 9
    assertThat(product).isCloseTo(72 * .2 * .5, within(5 * 9 / Math.sqrt(N)));
  }
}
