package org.lethe.examples.gp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.Table;

/** Reference order: Python's hashlib. */
class SplitTest {
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
