package org.lethe.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VariateTest {

  @Test
  void theNormalQuantileInvertsTheDistributionFunctionInBothTails() {
    assertThat(NormalQuantile.of(.5)).isZero();
    // scipy.special.ndtri, SciPy 1.17.1
    assertThat(NormalQuantile.of(.3)).isCloseTo(-0.5244005127080409, within(1e-15));
    assertThat(NormalQuantile.of(.95)).isCloseTo(1.6448536269514722, within(1e-15));
    assertThat(NormalQuantile.of(.01)).isCloseTo(-2.3263478740408408, within(2e-15));
    assertThat(NormalQuantile.of(1e-30)).isCloseTo(-11.464024688443613, within(1e-13));
  }

  @Test
  void logarithmsOfSmallGammasAreDrawnToo() {
    int n = 40_000;
    RandomStream random = RandomStream.of(4);
    double[] logs =
        IntStream.range(0, n)
            .mapToDouble(i -> GammaVariate.logarithm(.3, Uniforms.of(random.branch(i))))
            .toArray();
    double mean = IntStream.range(0, n).mapToDouble(i -> logs[i]).average().orElseThrow();
    double square = IntStream.range(0, n).mapToDouble(i -> logs[i] * logs[i]).sum() / n;
    // E log g = ψ(.3), Var log g = ψ′(.3); scipy.special.polygamma, SciPy 1.17.1
    double variance = 12.245364546107734;
    // 5 standard errors, once in 1.7 million seeds; the kurtosis of log g is below 9
    assertThat(mean).isCloseTo(-3.502524222200133, within(5 * Math.sqrt(variance / n)));
    assertThat(square - mean * mean).isCloseTo(variance, within(5 * variance * Math.sqrt(8.0 / n)));
  }

  /** A count that is off by one where it is halved would shift these means by more. */
  @Test
  void largeCountsHaveTheMeansOfTheirLaws() {
    int n = 100_000;
    RandomStream random = RandomStream.of(9);
    double poisson = 0;
    double binomial = 0;
    for (int i = 0; i < n; i++) {
      poisson += CountVariate.poisson(31, Uniforms.of(random.at(i, 0))) / n;
      binomial += CountVariate.binomial(45, .4, Uniforms.of(random.at(i, 1))) / n;
    }
    // 5 standard errors, once in 1.7 million seeds
    assertThat(poisson).isCloseTo(31, within(5 * Math.sqrt(31.0 / n)));
    assertThat(binomial).isCloseTo(18, within(5 * Math.sqrt(45 * .4 * .6 / n)));
  }

  @Test
  void branchesHaveStreamsOfTheirOwn() {
    RandomStream random = RandomStream.of(4).at(2, Purpose.PRIOR);
    assertThat(random.branch(3)).isEqualTo(random.branch(3)).isNotEqualTo(random.branch(4));
    assertThat(random.branch(0)).isNotEqualTo(random.at(3, Purpose.PRIOR).branch(0));
  }
}
