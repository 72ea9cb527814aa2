package org.lethe.examples.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is worse, and by how much, on the same splits. */
class AgainstTest {
  private static final List<Score> THEIRS =
      List.of(new Score(0.10, -0.30), new Score(0.20, -0.50), new Score(0.15, -0.20));

  @Test
  void differencesArePaired() {
    List<Score> ours =
        List.of(new Score(0.11, -0.31), new Score(0.22, -0.49), new Score(0.15, -0.23));
    Against error = Against.error("them", ours, THEIRS);
    assertThat(error.worse()).isCloseTo(0.01, within(1e-12));
    assertThat(error.standardError()).isCloseTo(0.01 / Math.sqrt(3), within(1e-12));
    Against log = Against.logScore("them", ours, THEIRS);
    // differences .01, −.01, .03
    assertThat(log.worse()).isCloseTo(0.01, within(1e-12));
    assertThat(log.standardError()).isCloseTo(0.02 / Math.sqrt(3), within(1e-12));
    assertThat(error.holds()).isTrue();
    assertThat(log.toString()).contains("no worse than them, log likelihood: yes");
  }

  @Test
  void whatIsWorseByTwoStandardErrorsIsPrintedAsSuch() {
    List<Score> ours =
        List.of(new Score(0.11, -0.32), new Score(0.21, -0.53), new Score(0.16, -0.22));
    assertThat(Against.error("them", ours, THEIRS).holds()).isFalse();
    assertThat(Against.logScore("them", ours, THEIRS).toString())
        .startsWith("no worse than them, log likelihood: NO (worse by 0.0233");
  }

  /** Ours: means .15 and −1/3, sds .05 and √(.07/3); published of ten splits: sds .1 and .2. */
  @Test
  void squaredErrorsAddWhereSplitsAreNotTheSame() {
    PublishedScores published =
        new PublishedScores("them", "there", 10, new Score(0.1, -0.3), new Score(0.1, 0.2));
    Against error = Against.error(THEIRS, published);
    assertThat(error.worse()).isCloseTo(0.05, within(1e-12));
    assertThat(error.standardError()).isCloseTo(Math.sqrt(0.0025 / 3 + 0.001), within(1e-12));
    Against log = Against.logScore(THEIRS, published);
    assertThat(log.worse()).isCloseTo(1.0 / 30, within(1e-12));
    assertThat(log.standardError()).isCloseTo(Math.sqrt(0.07 / 9 + 0.004), within(1e-12));
    PublishedScores certain =
        new PublishedScores("them", "there", 10, new Score(0.05, -0.3), new Score(0, 0));
    assertThat(Against.error(THEIRS, certain).holds()).isFalse();
  }

  @Test
  void theFourthDecimalIsNoDifference() {
    List<Score> ours = THEIRS.stream().map(s -> new Score(s.error() + 4e-4, s.logScore())).toList();
    assertThat(Against.error("them", ours, THEIRS).holds()).isTrue();
    List<Score> worse =
        THEIRS.stream().map(s -> new Score(s.error() + 6e-4, s.logScore())).toList();
    assertThat(Against.error("them", worse, THEIRS).holds()).isFalse();
  }
}
