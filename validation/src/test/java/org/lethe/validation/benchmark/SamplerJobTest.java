package org.lethe.validation.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
  void onlyMadeDataHaveASpread(@TempDir Path folder) throws IOException {
    JobOptions few = JobOptions.none().with("batch", 4).with("steps", 2000).with("seconds", .01);
    JobOptions made = few.with("rows", 10).with("columns", 2).with("spread", .5);
    assertThat(run("sgld-logistic", made).json()).contains("\"spread\" : 0.5");
    Path csv = folder.resolve("d.csv");
    String rows = "id,b,y,a\n1,0.5,1,2\n2,-1,0,3\n3,.25,1,1\n4,2,0,-1\n5,.3,1,0\n6,1,0,.5\n";
    Files.writeString(csv, rows);
    String read = run("sgld-logistic", few.with("data", csv)).json();
    assertThat(read).contains("\"columns\" : 2").doesNotContain("\"spread\" : ");
  }

  @Test
  void aChainOfTheMixtureReachesItsReference() {
    BenchmarkResult result = run("sghmc-gmm", JobOptions.none().with("seconds", 1));
    assertThat(quality(result, "rmsMeanErrorInSd")).isLessThan(0.6);
    assertThat(quality(result, "meanSdRatio")).isBetween(0.8, 1.25);
  }
}
