package org.lethe.validation.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lethe.core.expr.Device;
import org.lethe.inference.run.Run;

class SviLogisticTest {

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theJobReachesTheQualityItMustHave(boolean fullRank) {
    JobOptions options =
        JobOptions.none()
            .with("rows", 4000)
            .with("columns", 5)
            .with("steps", 2000)
            .with("batch", 200)
            .with("seconds", 1)
            .with("minibatch", fullRank ? "blocks" : "replaced")
            .with("family", fullRank ? "full-rank" : "mean-field");
    BenchmarkResult result = Jobs.named("svi-logistic").run(options, Run.seed(3).on(Device.cpu(1)));
    // at the optimum the gap is 0; a minibatch of 1/20 of the rows leaves some nats of noise
    assertThat((double) result.quality().get("natsBelowOptimum")).isBetween(-1e-6, 3.0);
    assertThat(result.steps()).isEqualTo(2000);
    assertThat(result.stepsPerSecond()).isEqualTo(2000 / result.secondsWall());
    assertThat(result.json())
        .contains(
            "\"job\" : \"svi-logistic\"",
            "\"threads\" : 1",
            "\"minibatch\" : \"" + (fullRank ? "runs of 16" : "with repl"));
  }
}
