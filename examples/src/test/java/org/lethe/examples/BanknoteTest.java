package org.lethe.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lethe.examples.Cli.lethe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The banknote experiment against its published numbers, at fewer steps than by default. */
class BanknoteTest {
  private static final double[] FULL = {8.912, 4.777, 6.012, .673, -8.289};
  private static final double[] FULL_SD = {1.695, .882, 1.131, .338, 1.527};
  private static final double[] RETRAINED = {8.453, 4.537, 5.670, .768, -7.208};

  @TempDir static Path dir;
  private static Cli experiment = new Cli(-1, "", "");
  private static JsonNode result = new ObjectMapper().nullNode();

  @BeforeAll
  static void once() throws IOException {
    experiment = lethe("experiment banknote --iterations 500 --out " + dir);
    result = new ObjectMapper().readTree(dir.resolve("result.json").toFile());
  }

  @Test
  void theReferencesAreThePublishedOnes() {
    for (int i = 0; i < FULL.length; i++) {
      assertThat(result.at("/full/mean/" + i).asDouble())
          .isCloseTo(FULL[i], within(0.1 * FULL_SD[i]));
      assertThat(result.at("/full/sd/" + i).asDouble())
          .isCloseTo(FULL_SD[i], Percentage.withPercentage(2));
      assertThat(result.at("/retrained/mean/" + i).asDouble())
          .isCloseTo(RETRAINED[i], within(0.1 * FULL_SD[i]));
    }
    assertThat(result.at("/full/elbo").asDouble()).isCloseTo(-54.327, within(0.1));
    assertThat(result.at("/retrained/elbo").asDouble()).isCloseTo(-50.621, within(0.1));
  }

  @Test
  void doingNothingIsAsFarAsPublished() {
    Percentage close = Percentage.withPercentage(15);
    assertThat(result.at("/doNothing/klErased").asDouble()).isCloseTo(9.17e-4, close);
    assertThat(result.at("/doNothing/klRemaining").asDouble()).isCloseTo(6.59e-4, close);
  }

  @ParameterizedTest
  @CsvSource({
    "eubo, 0.5, 8.29e-4",
    "eubo, 0.1, 3.60e-4",
    "eubo, 1e-3, 2.70e-4",
    "reverse-kl, 0.5, 1.06e-3",
    "reverse-kl, 0.1, 5.50e-4",
    "reverse-kl, 1e-3, 1.70e-4"
  })
  void whereTheMethodsWorkTheyAreWithinFifteenPercent(String method, double lambda, double kl) {
    assertThat(row(method, lambda).get("klErased").asDouble())
        .isCloseTo(kl, Percentage.withPercentage(15));
    assertThat(row(method, lambda).get("verdict").asText()).isEqualTo("TRUSTED");
  }

  @ParameterizedTest
  @CsvSource({
    "eubo, 1e-5",
    "eubo, 1e-9",
    "eubo, 0",
    "reverse-kl, 1e-5",
    "reverse-kl, 1e-9",
    "reverse-kl, 0"
  })
  void whereTheyDoNotTheySaySoWithoutSeeingTheRetrain(String method, double lambda) {
    assertThat(row(method, lambda).get("verdict").asText()).isIn("DOUBTFUL", "UNUSABLE");
    assertThat(row(method, lambda).get("reason").asText()).isNotBlank();
  }

  @Test
  void everyRowHasEveryField() {
    assertThat(result.get("rows")).hasSize(12);
    for (JsonNode row : result.get("rows")) {
      for (String field :
          List.of("method", "lambda", "klErased", "klRemaining", "ess", "outside", "verdict")) {
        assertThat(row.has(field)).describedAs(field).isTrue();
      }
    }
  }

  @Test
  void publishedNumbersStandBesideAndTheStatusSaysWhetherTheyWereFound() throws IOException {
    assertThat(experiment.out()).contains("published", "do nothing");
    assertThat(experiment.status() == 0)
        .isEqualTo(experiment.out().contains("All 18 published claims were found again"));
    assertThat(experiment.err()).isEmpty();
    assertThat(Files.size(dir.resolve("kl-against-lambda.png"))).isGreaterThan(1000);
  }

  private static JsonNode row(String method, double lambda) {
    for (JsonNode row : result.get("rows")) {
      if (row.get("method").asText().equals(method) && row.get("lambda").asDouble() == lambda) {
        return row;
      }
    }
    throw new AssertionError("no row of " + method + " at " + lambda);
  }
}
