package org.lethe.core.posterior;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.model.Model;

class CodecTest {
  private static final Model MODEL = Example.logistic();

  static List<Posterior> posteriors() {
    Coupling coupling = Coupling.of(3, 2);
    double[] weights = new double[coupling.size()];
    Arrays.setAll(weights, i -> Math.sin(i + 1) / 4);
    double[][][] draws = {
      {Example.MEAN, {1, 2, 3}, {-1, 0, 1}}, {{4, 5, 6}, {.1, .2, .3}, {7, 8, 9}}
    };
    double[] logWeights = {0, -1, -2, Double.NEGATIVE_INFINITY, -3, 1};
    return List.of(
        Example.dense(MODEL),
        Gaussian.meanField(MODEL, Example.MEAN, new double[] {.1, .2, .3}),
        Gaussian.lowRank(
            MODEL,
            Example.MEAN,
            new double[] {.1, .2, .3},
            new double[][] {{1, .5}, {-1, 0}, {.25, 2}}),
        FlowPosterior.of(MODEL, Example.MEAN, Example.FACTOR, coupling, weights),
        Draws.of(MODEL, draws),
        Draws.weighted(MODEL, draws, logWeights));
  }

  @ParameterizedTest
  @MethodSource("posteriors")
  void damagedNumbersAreRefused(Posterior posterior) {
    CodecContract.check(posterior);
  }
}
