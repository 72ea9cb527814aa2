package org.lethe.examples.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
  void scoresAreThoseOfTheirDefinitions() {
    double[] log = {-0.1, -0.3};
    Score classes = Score.ofClasses(new double[] {0.7, 0.4}, new double[] {1, 1}, log);
    assertThat(classes.error()).isEqualTo(0.5);
    assertThat(classes.logScore()).isCloseTo(-0.2, within(1e-15));
    Score numbers = Score.ofNumbers(new double[] {1, 2}, new double[] {1, 4}, log);
    assertThat(numbers.error()).isCloseTo(Math.sqrt(2), within(1e-15));
  }
}
