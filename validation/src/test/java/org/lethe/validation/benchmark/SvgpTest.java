package org.lethe.validation.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.inference.run.Run;

class SvgpTest {

  /** As published the log likelihood is −0.116, with 3000 steps. */
  @Test
  void theSmallJobLearnsToClassify() {
    JobOptions options =
        JobOptions.none().with("size", "small").with("steps", 600).with("seconds", 1);
    BenchmarkResult result = Jobs.named("svgp").run(options, Run.seed(1).on(Device.cpu(1)));
    assertThat((double) result.quality().get("testLogLikelihood")).isBetween(-0.3, -0.05);
    assertThat((double) result.quality().get("testError")).isLessThan(0.08);
    assertThat(result.json()).contains("\"job\" : \"svgp\"", "\"minibatch\" : \"all rows\"");
  }

  /** The means of the half circles are (0, 2/π) and (1, ½ − 2/π); 0.2/√5000 is one sd. */
  @Test
  void moonsLieOnHalfCircles() {
    Table rows = MoonData.of(10_000, 0, 1);
    double[] sums = new double[4];
    for (int i = 0; i < rows.size(); i++) {
      int label = (int) rows.column("label")[i];
      sums[2 * label] += rows.column("x1")[i] / 5000;
      sums[2 * label + 1] += rows.column("x2")[i] / 5000;
    }
    double[] means = {0, 2 / Math.PI, 1, 0.5 - 2 / Math.PI};
    assertThat(sums).containsExactly(means, within(0.015));
  }

  /**
   * Log probabilities of labels under the law, by adaptive quadrature of 30 digits (mpmath); in the
   * middle both half circles are equally near. The midpoint rule of width h = π/1000 errs by h²/24
   * of the difference of the slopes at the ends: the slope of the logarithm is below 25 there, and
   * the integral about the width 0.25 of the peak, so 4e-5 at the most and next to nothing where
   * the ends are far.
   */
  @Test
  void theScoreOfTheLawIsThatOfTheTrueProbabilities() {
    assertThat(score(0.5, 0.25, 0)).isCloseTo(-Math.log(2), within(1e-12));
    assertThat(score(0.25, 0.5, 0)).isCloseTo(-1.17600199168243233991, within(1e-6));
    assertThat(score(1, 0.1, 1)).isCloseTo(-3.68578476244981786771, within(4e-5));
  }

  private static double score(double x1, double x2, double label) {
    return MoonData.scoreOfLaw(
        Table.of(
            Map.of(
                "x1", new double[] {x1}, "x2", new double[] {x2}, "label", new double[] {label})));
  }
}
