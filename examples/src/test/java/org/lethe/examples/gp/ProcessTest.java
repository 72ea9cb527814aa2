package org.lethe.examples.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.run.Run;

/** One split of the regression, and fewer steps; the command carries out all. */
class ProcessTest {
  /**
   * The bound of the evidence that it maximises lies 0.7 nats below the evidence that scikit-learn
   * does, which moves a score by a few thousandths.
   */
  @Test
  void aSparseProcessPredictsAsTheExactOneOfAnotherProgram(@TempDir Path dir) {
    ProcessResult result = new ProcessExperiment(Task.DIABETES, 1, 500, Run.seed(1)).in(dir);
    Score sparse = result.sparse().get(0);
    Score other = ReferenceScores.of(Task.DIABETES).get(0).scores().get(0);
    assertThat(sparse.error()).isCloseTo(other.error(), within(0.005));
    assertThat(sparse.logScore()).isCloseTo(other.logScore(), within(0.005));
    List<Score> exact = result.scores().get("exact, same hyperparameters");
    assertThat(exact.get(0).error()).isCloseTo(sparse.error(), within(0.001));
    assertThat(exact.get(0).logScore()).isCloseTo(sparse.logScore(), within(0.001));
  }

  @Test
  void theSettingOfThePublishedFigureIsRepeated(@TempDir Path dir) {
    Table raw = Task.CANCER.in(dir);
    Split split = Task.CANCER.split(raw.ids(), 0);
    Table rows = Task.CANCER.units(raw, split);
    double[] radius = rows.column("worst_radius");
    assertThat(Arrays.stream(radius).average().orElseThrow()).isCloseTo(0, within(1e-12));
    assertThat(Arrays.stream(radius).map(x -> x * x).average().orElseThrow())
        .isCloseTo(1, within(1e-12));
    assertThat(Arrays.stream(rows.column("benign")).sum()).isEqualTo(357);
    Model model =
        Task.CANCER.process().startingAt(Task.CANCER.start(rows, split, 0), rows.schema());
    assertThat(model.dimension()).isEqualTo(100);
    assertThat(model.etaStart()).hasSize(2 + 3000);
    assertThat(model.etaStart()[1]).isCloseTo(Math.log(30) / 2, within(1e-12));
    assertThat(Channel.ofTraining(model))
        .extracting(Channel::detail)
        .contains(
            "inducing inputs: 100 centres, by k-means, of 512 rows in "
                + String.join(", ", Task.CANCER.process().features()));
  }

  @Test
  void thePublishedFigureStandsBesideOurs() {
    Score better = new Score(0.02, -0.05);
    ProcessResult.Trial trial =
        new ProcessResult.Trial(better, Optional.empty(), Verdict.trusted());
    ProcessResult result = ProcessResult.of(Task.CANCER, List.of(trial, trial));
    assertThat(result.holds()).isTrue();
    assertThat(result.toString())
        .contains("no worse than GPflow, published, log likelihood: yes (worse by -0.0130")
        .contains("results/view_results.ipynb at da94bd66");
    assertThat(result.json().at("/comparisons/1/standardError").asDouble())
        .isCloseTo(0.036 / Math.sqrt(10), within(1e-12));
    Score worse = new Score(0.04, -0.09);
    ProcessResult.Trial lost = new ProcessResult.Trial(worse, Optional.empty(), Verdict.trusted());
    assertThat(ProcessResult.of(Task.CANCER, List.of(lost, lost)).toString())
        .contains("log likelihood: NO (worse by 0.0270");
  }

  @Test
  void scoresAreThoseOfTheirDefinitions() {
    double[] log = {-0.1, -0.3};
    Score classes = Score.ofClasses(new double[] {0.7, 0.4}, new double[] {1, 1}, log);
    assertThat(classes.error()).isEqualTo(0.5);
    assertThat(classes.logScore()).isCloseTo(-0.2, within(1e-15));
    Score numbers = Score.ofNumbers(new double[] {1, 2}, new double[] {1, 4}, log);
    assertThat(numbers.error()).isCloseTo(Math.sqrt(2), within(1e-15));
  }
}
