package org.lethe.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the second JVM is told depends on what the system offers. */
class SimdLaunchTest {

  @TempDir Path folder;

  private List<String> whereLinuxSays(String setting) throws IOException {
    return SimdLaunch.largePages(Files.writeString(folder.resolve("enabled"), setting));
  }

  @Test
  void largePagesAreAskedForWhereTheyAreGivenToWhoAsks() throws IOException {
    assertThat(whereLinuxSays("always [madvise] never\n"))
        .containsExactly("-XX:+UseTransparentHugePages");
  }

  @Test
  void theyAreNotAskedForWhereEveryoneHasThemOrNobodyDoes() throws IOException {
    assertThat(whereLinuxSays("[always] madvise never\n")).isEmpty();
    assertThat(whereLinuxSays("always madvise [never]\n")).isEmpty();
    assertThat(SimdLaunch.largePages(folder.resolve("absent"))).isEmpty();
  }
}
