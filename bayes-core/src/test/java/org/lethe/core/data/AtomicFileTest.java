package org.lethe.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private static final int SIZE = 4_000_000;

  @TempDir Path folder;

  /** Writes the file again and again, all ones, all twos, …, until it is killed. */
  static final class Writer {
    public static void main(String[] arguments) {
      byte[] content = new byte[SIZE];
      for (byte value = 1; ; value = (byte) (value % 100 + 1)) {
        Arrays.fill(content, value);
        AtomicFile.write(Path.of(arguments[0]), content);
      }
    }
  }

  @Test
  void aFileIsWrittenAndReplaced() throws IOException {
    Path file = folder.resolve("a.bin");
    AtomicFile.write(file, new byte[] {1, 2});
    AtomicFile.write(file, new byte[] {3});

    assertThat(Files.readAllBytes(file)).containsExactly(3);
    assertThat(names()).containsExactly("a.bin");
  }

  @Test
  void killingTheProcessLeavesAWholeFile() throws Exception {
    Path file = folder.resolve("killed.bin");
    for (int round = 0; round < 3; round++) {
      Process writer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  file.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("writer.log").toFile())
              .start();
      long before = Files.exists(file) ? Files.getLastModifiedTime(file).toMillis() : 0;
      while (!Files.exists(file) || Files.getLastModifiedTime(file).toMillis() == before) {
        assertThat(writer.isAlive()).as(Files.readString(folder.resolve("writer.log"))).isTrue();
        TimeUnit.MILLISECONDS.sleep(5);
      }
      TimeUnit.MILLISECONDS.sleep(7 + 13 * round);
      writer.destroyForcibly().waitFor();
      byte[] content = Files.readAllBytes(file);

      assertThat(content).hasSize(SIZE);
      byte[] expected = new byte[SIZE];
      Arrays.fill(expected, content[0]);
      assertThat(Arrays.equals(content, expected)).isTrue();
    }
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path file = folder.resolve("none").resolve("a.bin");

    assertThatThrownBy(() -> AtomicFile.write(file, new byte[1]))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "cannot write '" + file + "': there is no directory '" + file.getParent() + "'");
  }

  @Test
  void aFolderIsNotOverwritten() {
    assertThatThrownBy(() -> AtomicFile.write(folder, new byte[1]))
        .hasMessage("cannot write '" + folder + "': it is a directory");
  }

  @Test
  void aLinkKeepsPointing() throws IOException {
    Path file = Files.createFile(folder.resolve("real.bin"));
    Path link = Files.createSymbolicLink(folder.resolve("link.bin"), file);
    AtomicFile.write(link, new byte[] {5});

    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(Files.readAllBytes(file)).containsExactly(5);
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
