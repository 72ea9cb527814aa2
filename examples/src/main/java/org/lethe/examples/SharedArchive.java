package org.lethe.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The classes that a command loads, laid out by one JVM for the next ones to map: a quarter of a
 * second at every start. The first run of a command that can do what it is asked writes the archive
 * as it ends, under another name until it is whole. It belongs to one command, as each loads other
 * classes, of one jar under one JVM; another jar in the same place gets archives of its own, and
 * the old ones are removed. Where none can be kept, starts are as slow as before.
 */
final class SharedArchive {

  private static final String QUIET = "-Xlog:cds*=off";

  private final Path file;
  private final Path unfinished;

  private SharedArchive(Path file) {
    this.file = file;
    this.unfinished = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
  }

  /**
   * The archive of a jar's command, in {@code $XDG_CACHE_HOME/lethe}, or {@code .cache/lethe} at
   * home.
   */
  static Optional<SharedArchive> of(Path jar, String command) {
    String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path home = Path.of(System.getProperty("user.home"), ".cache");
    return of(jar, command, (cache.isEmpty() ? home : Path.of(cache)).resolve("lethe"));
  }

  static Optional<SharedArchive> of(Path jar, String command, Path folder) {
    try {
      Files.createDirectories(folder);
      int where = jar.toRealPath().hashCode();
      List<Object> what =
          List.of(
              Files.size(jar),
              Files.getLastModifiedTime(jar).toMillis(),
              System.getProperty("java.vm.version"),
              System.getProperty("java.home"));
      String name = String.format("%s%08x-%s.jsa", prefix(where), what.hashCode(), command);
      return Optional.of(new SharedArchive(folder.resolve(name)));
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static String prefix(int where) {
    return String.format("%08x-", where);
  }

  /** What tells a JVM to use the archive, or to write it. */
  List<String> options() {
    return Files.exists(file)
        ? List.of(QUIET, "-XX:SharedArchiveFile=" + file)
        : List.of(QUIET, "-XX:ArchiveClassesAtExit=" + unfinished);
  }

  /** After a JVM with these options has ended of itself: keeps what it wrote, if anything. */
  void keep() {
    try {
      if (Files.exists(unfinished)) {
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        String name = file.getFileName().toString();
        String others = name.substring(0, prefix(0).length()) + "*.jsa";
        String ours = name.substring(0, 2 * prefix(0).length() - 1);
        try (DirectoryStream<Path> old = Files.newDirectoryStream(file.getParent(), others)) {
          for (Path archive : old) {
            if (!archive.getFileName().toString().startsWith(ours)) {
              Files.deleteIfExists(archive);
            }
          }
        }
      }
    } catch (IOException e) {
      discard();
    }
  }

  /** After a JVM that was killed, perhaps while it wrote, or that did not get to its work. */
  void discard() {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      // it stays, unfinished and unused
      return;
    }
  }
}
