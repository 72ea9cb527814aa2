package org.lethe.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lethe.examples.Cli.lethe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Posteriors beside their references, under a fixed seed; false alarm 6e-5 a mean or sd. */
class PosteriorTest {

  @ParameterizedTest
  @ValueSource(strings = {"eight_schools", "kidiq", "mesquite", "arK", "gp_regr"})
  void thePosteriorIsThatOfTheReference(String name) {
    Cli found = lethe("experiment posterior --seed 1 --model " + name);
    assertThat(found.err()).isEmpty();
    assertThat(found.out()).contains("1 of 1").doesNotContain(" off\n");
    assertThat(found.status()).isZero();
  }

  @Test
  void theResultIsWrittenDown(@TempDir Path dir) throws IOException {
    assertThat(lethe("experiment posterior --model mesquite --seeds 2 --out " + dir).out())
        .contains("2 of 2", "wrote posterior.json");
    JsonNode result = new ObjectMapper().readTree(dir.resolve("posterior.json").toFile());
    assertThat(result.at("/runs")).hasSize(2);
    assertThat(result.at("/runs/1/lines/0/name").asText()).isEqualTo("beta[1]");
    assertThat(result.at("/runs/1/lines/0/referenceMean").asDouble()).isEqualTo(5.170847584508237);
  }
}
