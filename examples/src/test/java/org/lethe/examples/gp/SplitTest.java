package org.lethe.examples.gp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.Table;

/** Reference order: Python's hashlib. */
class SplitTest {
  /** Reference: numpy.random.seed(s), numpy.random.shuffle of 0 … 568. */
  @Test
  void thoseOfThePublishedFigureAreNumpys(@TempDir Path dir) {
    List<String> ids = Task.CANCER.in(dir).ids();
    Split first = Task.CANCER.split(ids, 0);
    assertThat(first.trained())
        .hasSize(512)
        .startsWith("bc-512", "bc-457", "bc-439", "bc-298", "bc-037");
    assertThat(first.tested())
        .hasSize(57)
        .endsWith("bc-277", "bc-009", "bc-359", "bc-192", "bc-559")
        .doesNotContainAnyElementsOf(first.trained());
    assertThat(Task.CANCER.split(ids, 2).trained()).startsWith("bc-528", "bc-291", "bc-467");
  }

  @Test
  void rowsComeInTheOrderOfTheirHashes(@TempDir Path dir) {
    Table rows = Task.BANANA.in(dir);
    assertThat(rows.size()).isEqualTo(5300);
    Split first = Split.of(rows.ids(), 0, 400);
    assertThat(first.trained()).hasSize(400).startsWith("bn-1441", "bn-3637", "bn-3222");
    assertThat(first.tested()).hasSize(4900).doesNotContainAnyElementsOf(first.trained());
    assertThat(Split.of(rows.ids(), 1, 400).trained()).startsWith("bn-2425", "bn-4461", "bn-0458");
  }
}
