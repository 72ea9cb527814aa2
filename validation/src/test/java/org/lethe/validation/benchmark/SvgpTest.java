package org.lethe.validation.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
}
