package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledSaveTest {
  private static final int KILLS = 4;

  @TempDir Path folder;

  @Test
  void killingTheProcessWhileItSavesLeavesAWholeFile() throws IOException, InterruptedException {
    Path file = folder.resolve("a.fit");
    Fit<GaussianPosterior> fit = Example.fit();
    fit.save(file);
    for (int kill = 0; kill < KILLS; kill++) {
      Process saver = saver(file);
      byte[] before = Files.readAllBytes(file);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (Arrays.equals(before, Files.readAllBytes(file)) && System.nanoTime() < deadline) {
        Thread.sleep(1);
      }
      // a different moment of the saving each time
      Thread.sleep(3L * kill);
      saver.destroyForcibly().waitFor();
      assertThat(Fit.load(file, GaussianPosterior.class, fit.model()).id()).isEqualTo(fit.id());
      assertThat(Arrays.equals(before, Files.readAllBytes(file))).as("nothing was saved").isFalse();
    }
  }

  private static Process saver(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            FitSaver.class.getName(),
            file.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
