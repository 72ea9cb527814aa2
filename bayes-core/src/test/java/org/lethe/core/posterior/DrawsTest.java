package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.model.Model;

class DrawsTest {
  private static final Model MODEL = Example.logistic();
  private static final double[][][] CHAINS = {
    {{1, 2, 3}, {4, 5, 6}}, {{7, 8, 9}, {Math.PI, -0.0, 1e-300}}, {{0, 1, 0}, {2, 2, 2}}
  };

  @TempDir Path folder;

  @Test
  void drawsComeBackToTheBit() {
    Draws plain = Draws.of(MODEL, CHAINS);
    Draws back = saved(plain);
    assertThat(chains(back)).isDeepEqualTo(CHAINS);
    assertThat(back.logWeights()).isEmpty();
  }

  @Test
  void weightsComeBackToTheBit() {
    double[] log = {0, -1, Math.log(3), Double.NEGATIVE_INFINITY, -1e5, .25};
    Draws back = saved(Draws.weighted(MODEL, CHAINS, log));
    assertThat(chains(back)).isDeepEqualTo(CHAINS);
    assertThat(back.logWeights().orElseThrow()).containsExactly(log);
  }

  @Test
  void numbersThatAreNotWholeDrawsAreRefused() {
    DrawsCodec codec = new DrawsCodec();
    Draws draws = Draws.of(MODEL, CHAINS);
    double[] numbers = codec.numbers(draws);
    assertThatThrownBy(() -> codec.read(codec.header(draws), Arrays.copyOf(numbers, 17), MODEL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 chains of 2 draws")
        .hasMessageContaining("17 numbers");
  }

  private Draws saved(Draws draws) {
    Provenance provenance =
        Provenance.trained(Recipe.of("chain"), MODEL.digest(), "00", 1, List.of());
    Fit<Draws> fit =
        new Fit<>(draws, MODEL, Optional.empty(), provenance, Verdict.trusted(), Cost.none());
    Path file = folder.resolve("draws.fit");
    fit.save(file);
    Fit<Draws> back = Fit.load(file, Draws.class);
    assertThat(back.id()).isEqualTo(fit.id());
    return back.posterior();
  }

  private static double[][][] chains(DrawsPosterior draws) {
    double[][][] out = new double[draws.chains()][draws.size()][];
    for (int c = 0; c < out.length; c++) {
      for (int i = 0; i < draws.size(); i++) {
        out[c][i] = draws.draw(c, i);
      }
    }
    return out;
  }
}
