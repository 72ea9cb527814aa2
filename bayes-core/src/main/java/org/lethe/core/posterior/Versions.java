package org.lethe.core.posterior;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a result was computed with; neither the host nor any path is named. */
final class Versions {
  private Versions() {}

  /** Versions of Lethe and of Java, operating system and architecture. */
  static Map<String, String> current() {
    return Map.of(
        "lethe", lethe(),
        "java", System.getProperty("java.version", "unknown"),
        "os", System.getProperty("os.name", "unknown"),
        "arch", System.getProperty("os.arch", "unknown"));
  }

  /** The version of the project, which the build writes into a resource. */
  static String lethe() {
    try (InputStream in = Versions.class.getResourceAsStream("version.txt")) {
      return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource version.txt", e);
    }
  }
}
