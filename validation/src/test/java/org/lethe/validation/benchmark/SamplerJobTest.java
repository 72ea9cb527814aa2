package org.lethe.validation.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lethe.core.expr.Device;
import org.lethe.inference.run.Run;

/** Qualities of small jobs, with room for the few effective draws that each has. */
class SamplerJobTest {
  private static BenchmarkResult run(String job, JobOptions options) {
    return Jobs.named(job).run(options, Run.seed(3).on(Device.cpu(1)));
  }

  private static double quality(BenchmarkResult result, String name) {
    return (double) result.quality().get(name);
  }

  @Test
  void aChainWithControlVariatesReachesTheReference() {
    // ηp is about 5e−6 · 1000/6: 20 000 steps are 10 effective draws
    BenchmarkResult result =
        run(
            "sgld-cv-logistic",
            JobOptions.none()
                .with("rows", 5000)
                .with("columns", 3)
                .with("batch", 100)
                .with("seconds", 1));
    assertThat(quality(result, "rmsMeanErrorInSd")).isLessThan(1);
    assertThat(quality(result, "rmsZeroVarianceMeanErrorInSd")).isLessThan(0.05);
    assertThat(quality(result, "meanSdRatio")).isBetween(0.6, 1.4);
    assertThat(result.steps()).isPositive();
    assertThat(result.json()).contains("\"kind\" : \"sgld\"", "\"threads\" : 1");
  }

  @Test
  void aChainOfTheMixtureReachesItsReference() {
    BenchmarkResult result = run("sghmc-gmm", JobOptions.none().with("seconds", 1));
    assertThat(quality(result, "rmsMeanErrorInSd")).isLessThan(0.6);
    assertThat(quality(result, "meanSdRatio")).isBetween(0.8, 1.25);
  }
}
