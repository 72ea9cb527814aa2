package org.lethe.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lethe.examples.Cli.lethe;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Help teaches: what to type, what the files look like, what the exit status means. */
class HelpTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "fit",
        "summary",
        "predict",
        "forget",
        "learn",
        "verify",
        "bench",
        "experiment banknote",
        "experiment moons",
        "experiment stream",
        "experiment posterior",
        "experiment calibration",
        "experiment influence",
        "experiment gmm",
        "experiment gmm-study"
      })
  void everyCommandHasAnExampleAndItsExitStatus(String command) {
    Cli help = lethe(command + " --help");
    assertThat(help.status()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .contains("Usage: lethe " + command, "Example:", "Exit status:", "  2   ");
    assertThat(help.out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void theCommandNamesItsCommands() {
    Cli help = lethe("--help");
    assertThat(help.out())
        .contains("demo", "fit", "summary", "predict", "forget", "learn", "verify", "experiment");
    assertThat(help.status()).isZero();
  }

  @Test
  void theVersionIsOneOfThisProgramAndOfJava() {
    assertThat(lethe("--version").out()).contains("lethe ", "Java ");
  }
}
