package org.lethe.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A digest on file must be found again by a JVM that hashes objects differently. */
class DigestAcrossRunsTest {

  /** What the other JVM runs. */
  static final class Other {
    private Other() {}

    public static void main(String[] unused) {
      System.out.print(model().digest());
    }
  }

  private static Model model() {
    return Regression.linear(Data.SCHEMA, "y").features("x1", "kind", "x2").model();
  }

  @Test
  void theDigestIsTheSameInAnotherJvm() throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process other =
        new ProcessBuilder(
                java.toString(),
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=0",
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String digest = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(other.waitFor()).isZero();
    assertThat(digest).isEqualTo(model().digest());
  }
}
