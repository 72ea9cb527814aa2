package org.lethe.core.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every assertion on a sample here raises a false alarm with probability below 1e-6. */
class RandomQualityTest {
  private static final int N = 100_000;

  /** P(|z| &gt; 5) = 5.7e-7 for a standard Gaussian z. */
  private static final double FIVE_SIGMA = 5;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 123456789})
  void uniformsAreUniform(long seed) {
    double[] u = new double[N];
    RandomStream.of(seed).uniforms(u, 0, N);

    assertThat(Statistics.kolmogorovSmirnov(u, x -> x))
        .isLessThan(Statistics.kolmogorovSmirnovLimit(1e-6));
    assertThat(Arrays.stream(u)).allMatch(x -> x > 0 && x < 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 123456789})
  void gaussiansAreGaussian(long seed) {
    double[] z = gaussians(RandomStream.of(seed));

    assertThat(Statistics.kolmogorovSmirnov(z, new NormalDistribution(0, 1)::cumulativeProbability))
        .isLessThan(Statistics.kolmogorovSmirnovLimit(1e-6));
    // E z = 0, E z² = 1, E z³ = 0, E z⁴ = 3, with variances 1, 2, 15 and 96
    assertThat(moment(z, 1)).isBetween(-limit(1), limit(1));
    assertThat(moment(z, 2) - 1).isBetween(-limit(2), limit(2));
    assertThat(moment(z, 3)).isBetween(-limit(15), limit(15));
    assertThat(moment(z, 4) - 3).isBetween(-limit(96), limit(96));
  }

  @Test
  void neighbouringAddressesAreUncorrelated() {
    RandomStream here = RandomStream.of(7).stream(2).at(5, Purpose.DRAW);
    double[] z = gaussians(here);

    assertThat(meanProduct(z, gaussians(here.stream(3)), 0)).isBetween(-limit(1), limit(1));
    assertThat(meanProduct(z, gaussians(here.at(6, Purpose.DRAW)), 0))
        .isBetween(-limit(1), limit(1));
    assertThat(meanProduct(z, gaussians(here.at(5, Purpose.PREDICTION)), 0))
        .isBetween(-limit(1), limit(1));
    assertThat(meanProduct(z, gaussians(RandomStream.of(8).stream(2).at(5, Purpose.DRAW)), 0))
        .isBetween(-limit(1), limit(1));
    assertThat(meanProduct(z, z, 1)).isBetween(-limit(1), limit(1));
    assertThat(meanProduct(z, z, 2)).isBetween(-limit(1), limit(1));
  }

  @Test
  void theTwoGaussiansOfABlockHaveIndependentSizes() {
    double[] z = gaussians(RandomStream.of(11));
    double sum = 0;
    for (int block = 0; block < N / 2; block++) {
      double first = z[Generator.element(block)];
      double second = z[Generator.element(block) + Generator.BLOCKS];
      sum += (first * first - 1) * (second * second - 1);
    }

    // each product has mean 0 and variance 2·2 under independence
    assertThat(sum / (N / 2)).isBetween(-limit(8), limit(8));
  }

  private static double[] gaussians(RandomStream stream) {
    double[] out = new double[N];
    stream.gaussians(out, 0, N);
    return out;
  }

  private static double limit(double variance) {
    return FIVE_SIGMA * Math.sqrt(variance / N);
  }

  private static double moment(double[] z, int power) {
    double sum = 0;
    for (double value : z) {
      sum += Math.pow(value, power);
    }
    return sum / z.length;
  }

  private static double meanProduct(double[] a, double[] b, int lag) {
    double sum = 0;
    for (int i = 0; i < N; i++) {
      sum += a[i] * b[(i + lag) % N];
    }
    return sum / N;
  }
}
