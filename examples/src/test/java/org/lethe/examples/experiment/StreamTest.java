package org.lethe.examples.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.Run;

/** The first of the twenty requests; the command answers all of them. */
class StreamTest {
  @Test
  void eachAnswerIsNearerToTheRetrainThanDoingNothing(@TempDir Path dir) {
    StreamResult result = new StreamExperiment(StreamData.MOONS, Run.seed(1)).in(dir, 2);
    assertThat(result.steps()).extracting(StreamStep::erased).containsExactly(1, 2);
    assertThat(result.steps())
        .allSatisfy(
            step -> {
              assertThat(step.kl().erased()).isLessThan(0.2 * step.nothing().erased());
              assertThat(step.posteriorKl()).isLessThan(0.3 * step.posteriorKlOfNothing());
              assertThat(step.advisesToRetrain()).isFalse();
            });
    assertThat(result.advised()).isEmpty();
  }

  @Test
  void dataAreCalledWhatTheUserTypes() {
    assertThat(StreamData.values()).extracting(StreamData::toString).contains("moons", "banana");
  }

  @Test
  void theFirstDoubtIsTheAdvice() {
    Kl kl = new Kl(0.1, 0.01);
    List<StreamStep> steps =
        List.of(
            new StreamStep(1, 5, kl, kl, 1, 2, Verdict.trusted()),
            new StreamStep(2, 10, kl, kl, 1, 2, Verdict.doubtful("too far")),
            new StreamStep(3, 15, kl, kl, 1, 2, Verdict.unusable("lost")));
    StreamResult result =
        new StreamResult(
            "Forgetting",
            steps,
            List.of(Channel.open("hyperparameters", "kept")),
            Optional.of(new Kl(0.2, 0.01)));
    assertThat(result.advised()).isEqualTo(OptionalInt.of(2));
    assertThat(result.toString())
        .contains("Retraining is advised at request 2.", "DOUBTFUL")
        .contains("Open channel, hyperparameters: kept")
        .contains("A retrain that learns them anew is 0.200 away on the erased rows, 0.0100 on");
    assertThat(new String(result.json(), StandardCharsets.UTF_8))
        .contains("\"retrainAdvisedAt\" : 2", "\"reason\" : \"too far\"");
    assertThat(result.plot().png()).isNotEmpty();
  }
}
