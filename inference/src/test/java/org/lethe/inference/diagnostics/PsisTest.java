package org.lethe.inference.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lethe.core.random.RandomStream;

class PsisTest {

  /** From a NumPy transcription of the two papers' algorithms on the same 200 quantiles. */
  @ParameterizedTest
  @CsvSource({
    "0.3, 0.3490369714739859, 169.321065371156, 0.021148202105861297, 0.0035073700039452904",
    "0.7, 0.6414535059111068, 51.5274701942427, 0.0982377829843485, 0.0017341804887415406",
    "1.1, 0.9339930199862411, 11.567635753759998, 0.26002585218302393, 0.0005999291345504611"
  })
  void agreesWithTheReferenceImplementation(
      double index, double khat, double ess, double first, double last) {
    double[] logs = new double[200];
    Arrays.setAll(logs, i -> -index * Math.log((i + 0.5) / 200));
    Psis psis = Psis.of(logs);
    assertThat(psis.khat()).isCloseTo(khat, within(1e-12));
    assertThat(psis.ess()).isCloseTo(ess, within(1e-9));
    assertThat(psis.weights()[0]).isCloseTo(first, within(1e-13));
    assertThat(psis.weights()[199]).isCloseTo(last, within(1e-13));
  }

  /**
   * Weights U^(−k) have exactly a Pareto tail of shape k. The estimate from 948 exceedances has sd
   * (1 + k)/√948 below 0.07 and a pull towards ½ below 0.01: four sd, false alarm below 1e−4.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 0.7, 1.0})
  void recoversTheIndexOfAParetoTail(double index) {
    int n = 100_000;
    double[] u = new double[n];
    RandomStream.of(11).uniforms(u, 0, n);
    double[] logs = Arrays.stream(u).map(x -> -index * Math.log(x)).toArray();
    double tolerance = 4 * (1 + index) / Math.sqrt(3 * Math.sqrt(n)) + 0.01;
    assertThat(Psis.of(logs).khat()).isCloseTo(index, within(tolerance));
  }

  @Test
  void aConstantAddedToAllLogsChangesNothing() {
    double[] z = new double[500];
    RandomStream.of(3).gaussians(z, 0, 500);
    double[] shifted = Arrays.stream(z).map(x -> x - 745).toArray();
    assertThat(Psis.of(shifted).khat()).isCloseTo(Psis.of(z).khat(), within(1e-10));
    assertThat(Arrays.stream(Psis.of(shifted).weights()).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void equalWeightsHaveNoTailAndFullEffectiveSize() {
    Psis psis = Psis.of(new double[100]);
    assertThat(psis.khat()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(psis.ess()).isCloseTo(100, within(1e-9));
  }

  @Test
  void aSingleWeightThatIsAllThereIsCannotBeTrusted() {
    double[] logs = new double[100];
    Arrays.fill(logs, Double.NEGATIVE_INFINITY);
    logs[7] = 0;
    assertThat(Psis.of(logs).khat()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Psis.of(logs).ess()).isCloseTo(1, within(1e-12));
  }

  @Test
  void refusesWeightsThatAreNotNumbers() {
    double[] logs = new double[100];
    logs[3] = Double.NaN;
    assertThatThrownBy(() -> Psis.of(logs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Psis: logRatios must be finite or negative infinity, got NaN");
    assertThatThrownBy(() -> Psis.of(new double[3])).hasMessageContaining("25 or more, got 3");
  }

  @Test
  void effectiveSizeCountsEqualWeights() {
    assertThat(Psis.ess(new double[] {0.5, 0.5, 0, 0})).isCloseTo(2, within(1e-15));
  }
}
