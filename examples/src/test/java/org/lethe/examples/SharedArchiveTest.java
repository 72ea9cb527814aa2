package org.lethe.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedArchiveTest {

  private static final String WRITE = "-XX:ArchiveClassesAtExit=";
  private static final String USE = "-XX:SharedArchiveFile=";

  @TempDir private Path folder;

  private SharedArchive archiveOf(String content) throws IOException {
    return archiveOf(content, "fit");
  }

  private SharedArchive archiveOf(String content, String command) throws IOException {
    Path jar = folder.resolve("lethe.jar");
    Files.writeString(jar, content);
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000));
    return SharedArchive.of(jar, command, folder.resolve("cache")).orElseThrow();
  }

  /** What the option names. */
  private static Path file(SharedArchive archive, String option) {
    String last = archive.options().get(archive.options().size() - 1);
    assertThat(last).startsWith(option);
    return Path.of(last.substring(option.length()));
  }

  private static void write(SharedArchive archive) throws IOException {
    Files.writeString(file(archive, WRITE), "classes");
    archive.keep();
  }

  private List<Path> cached() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      return files.toList();
    }
  }

  @Test
  void theFirstRunWritesAnArchiveThatTheNextUses() throws IOException {
    write(archiveOf("one"));

    assertThat(file(archiveOf("one"), USE)).hasContent("classes");
  }

  @Test
  void anotherJarInTheSamePlaceTakesTheArchivesPlace() throws IOException {
    write(archiveOf("one"));
    write(archiveOf("another"));

    assertThat(cached()).containsExactly(file(archiveOf("another"), USE));
  }

  @Test
  void eachCommandHasAnArchiveOfItsOwnUntilTheJarIsAnother() throws IOException {
    write(archiveOf("one", "fit"));
    write(archiveOf("one", "bench"));

    assertThat(cached())
        .containsExactlyInAnyOrder(
            file(archiveOf("one", "fit"), USE), file(archiveOf("one", "bench"), USE));

    write(archiveOf("another", "bench"));

    assertThat(cached()).containsExactly(file(archiveOf("another", "bench"), USE));
  }

  @Test
  void aRunThatWasKilledLeavesNothing() throws IOException {
    SharedArchive archive = archiveOf("one");
    Files.writeString(file(archive, WRITE), "half of the cla");
    archive.discard();

    assertThat(cached()).isEmpty();
  }

  @Test
  void withoutAFolderToWriteInThereIsNone() throws IOException {
    Path jar = Files.writeString(folder.resolve("lethe.jar"), "one");

    assertThat(SharedArchive.of(jar, "fit", jar.resolve("cache"))).isEmpty();
  }
}
