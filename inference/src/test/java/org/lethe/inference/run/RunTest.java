package org.lethe.inference.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lethe.core.expr.Device;

class RunTest {

  @Test
  void optionsAreKeptByEachOther() {
    byte[] key = "sixteen bytes ok".getBytes(StandardCharsets.UTF_8);
    Listener listener = progress -> {};
    Run run = Run.seed(5).key(key).checkpoint(Path.of("c"), 9).listen(listener).on(Device.cpu(2));
    assertThat(run.seed()).isEqualTo(5);
    assertThat(run.device()).isEqualTo(Device.cpu(2));
    assertThat(run.listener()).isSameAs(listener);
    assertThat(run.checkpoint()).contains(new Run.Checkpoint(Path.of("c"), 9, false));
    assertThat(run.key().orElseThrow()).containsExactly(key);
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> Run.seed(1).key(new byte[3]))
        .hasMessage("Run: key must have at least 16 bytes, got 3");
    assertThatThrownBy(() -> Run.seed(1).checkpoint(Path.of("c"), 0))
        .hasMessage("Checkpoint: everySteps must be at least 1, got 0");
  }

  @Test
  void theConsoleIsSilentWithoutATerminal() {
    String printed = printed(Listener.console());
    assertThat(printed).isEmpty();
  }

  /** The bar itself, without asking for a terminal: standard error only. */
  @Test
  void theBarGoesToStandardErrorOnly() {
    PrintStream error = System.err;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      assertThat(printed(new ConsoleListener())).isEmpty();
    } finally {
      System.setErr(error);
    }
    assertThat(captured.toString(StandardCharsets.UTF_8)).contains("svi").contains("100%");
  }

  /** What a whole phase and a broken one print to standard output. */
  private static String printed(Listener listener) {
    PrintStream out = System.out;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      for (int done = 1; done <= 4; done++) {
        listener.on(new Progress("svi", done, 4, 1.5, 0.1, 4 - done));
      }
      listener.on(new Progress("eubo", 1, 4, 1.5, 0.1, 3));
      listener.interrupted();
    } finally {
      System.setOut(out);
    }
    return captured.toString(StandardCharsets.UTF_8);
  }
}
