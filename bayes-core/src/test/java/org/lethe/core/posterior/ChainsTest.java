package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.random.RandomStream;

class ChainsTest {

  private static List<String[]> lines(String resource) throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(ChainsTest.class.getResourceAsStream(resource)),
                StandardCharsets.UTF_8))) {
      return in.lines().filter(line -> !line.startsWith("#")).map(line -> line.split(",")).toList();
    }
  }

  private static double[] numbers(String[] cells) {
    return Arrays.stream(cells).skip(1).mapToDouble(Double::parseDouble).toArray();
  }

  static Stream<Arguments> cases() throws IOException {
    List<Arguments> cases = new ArrayList<>();
    for (String[] expected : lines("diagnostics.csv")) {
      double[][] chains =
          lines("chains.csv").stream()
              .filter(line -> line[0].equals(expected[0]))
              .map(ChainsTest::numbers)
              .toArray(double[][]::new);
      cases.add(Arguments.of(expected[0], chains, numbers(expected)));
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everyFigureIsThatOfArviz(String name, double[][] draws, double[] expected) {
    Chains chains = Chains.of(draws);
    // Commons Math inverts Φ and the Beta CDF to 1e-9; the rest is rounding
    assertThat(chains.rHat()).isCloseTo(expected[0], within(1e-8));
    assertThat(chains.bulkEss()).isCloseTo(expected[1], within(1e-6 * expected[1]));
    assertThat(chains.tailEss()).isCloseTo(expected[2], within(1e-8 * expected[2]));
    assertThat(chains.mcseMean()).isCloseTo(expected[3], within(1e-9));
    assertThat(chains.mcseSd()).isCloseTo(expected[4], within(1e-9));
    assertThat(chains.mcseQuantile(0.1)).isCloseTo(expected[5], within(1e-12));
    assertThat(chains.mcseQuantile(0.5)).isCloseTo(expected[6], within(1e-12));
  }

  @Test
  void theMeanOfAnAutoregressiveChainIsAsPreciseAsItsSpectrumSays() {
    double phi = 0.9;
    double[][] x = new double[4][20_000];
    for (int c = 0; c < 4; c++) {
      RandomStream.of(5).stream(c).gaussians(x[c], 0, x[c].length);
      x[c][0] /= Math.sqrt(1 - phi * phi);
      for (int t = 1; t < x[c].length; t++) {
        x[c][t] += phi * x[c][t - 1];
      }
    }
    // τ = (1 + φ)/(1 − φ) = 19; the estimate scatters by about 3 % here, 5 of that: false alarm
    // 1e-6
    assertThat(Chains.of(x).bulkEss()).isCloseTo(80_000 / 19.0, within(0.15 * 80_000 / 19.0));
    assertThat(Chains.of(x).rHat()).isBetween(0.999, 1.005);
  }

  @Test
  void aConstantIsKnownAndConstantsThatDifferNeverMix() {
    Chains same = Chains.of(new double[][] {{2, 2, 2, 2}, {2, 2, 2, 2}});
    assertThat(same.rHat()).isEqualTo(1);
    assertThat(same.bulkEss()).isEqualTo(8);
    assertThat(same.mcseMean()).isZero();
    assertThat(same.mcseSd()).isZero();
    Chains apart = Chains.of(new double[][] {{1, 1, 1, 1}, {2, 2, 2, 2}});
    assertThat(apart.rHat()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(apart.bulkEss()).isLessThan(3);
  }

  @Test
  void chainsThatTellNothingAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Chains.of(new double[][] {{1, 2, 3}}))
        .withMessage("Chains: chains must have one length of at least 4 draws, got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Chains.of(new double[][] {{1, 2, 3, Double.NaN}}))
        .withMessage("Chains: draw must be finite, got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Chains.of(new double[0][]))
        .withMessage("Chains: there must be at least one chain, got 0");
  }
}
