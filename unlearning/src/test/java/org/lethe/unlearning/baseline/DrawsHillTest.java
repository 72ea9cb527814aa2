package org.lethe.unlearning.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Device;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.DrawsPosterior;

class DrawsHillTest {
  private static final Table ROWS = Table.of(Map.of("y", new double[] {1, 2}));
  private static final Model MODEL =
      Model.define(
          "mean",
          ROWS.schema(),
          m -> m.observe("y", Normal.of(m.parameter("mu", Normal.of(0, 1)), 1)));

  /** How far a shift of one deviation moves the first draw. */
  private static double deviation(Draws draws) {
    try (DrawsHill hill = new DrawsHill(draws, ROWS, Device.cpu(1))) {
      DrawsPosterior moved = (DrawsPosterior) hill.at(new double[] {1});
      return moved.draw(0, 0)[0] - draws.draw(0, 0)[0];
    }
  }

  private static Draws weighted(double[] theta, double... weight) {
    double[][] draws = new double[theta.length][1];
    double[] log = new double[theta.length];
    for (int s = 0; s < theta.length; s++) {
      draws[s][0] = theta[s];
      log[s] = Math.log(weight[s]);
    }
    return Draws.weighted(MODEL, new double[][][] {draws}, log);
  }

  /** Of 0, 1 and 3 with weights 1/2, 1/4, 1/4: the mean square 3/2 about 1, over 5/8. */
  @Test
  void theUnitOfAShiftIsTheWeightedDeviation() {
    assertThat(deviation(weighted(new double[] {0, 1, 3}, 2, 1, 1)))
        .isCloseTo(Math.sqrt(2.4), within(1e-15));
    // 1, 2, 3 alike, variance 1; what is far off weighs nothing
    assertThat(deviation(weighted(new double[] {1, 2, 3, 1e6}, 1, 1, 1, 1e-30)))
        .isCloseTo(1, within(1e-15));
    assertThat(deviation(Draws.of(MODEL, new double[][][] {{{1}, {2}, {3}, {4}}})))
        .isCloseTo(Math.sqrt(5. / 3), within(1e-15));
    assertThat(deviation(weighted(new double[] {2}, 1))).isZero();
  }
}
