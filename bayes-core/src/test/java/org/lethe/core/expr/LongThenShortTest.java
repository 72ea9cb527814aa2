package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A loop that ran over a few long arrays before it ran over many short ones was compiled when what
 * follows it had hardly been reached. Each kernel has a process to itself, so that no other test
 * has reached it either.
 */
class LongThenShortTest {
  private static final int LONG = 1_000_000;
  private static final int SHORT = 8;

  /** Prints the bytes that a short call puts on the heap. */
  static final class Calls {
    private final Kernels kernels = Kernels.get();
    private final double[] x = new double[LONG];
    private final double[] out = new double[LONG];

    public static void main(String[] args) {
      Calls calls = new Calls();
      for (int i = 0; i < 12; i++) {
        calls.run(args[0], LONG);
      }
      System.out.print(Math.min(calls.bytes(args[0]), calls.bytes(args[0])));
    }

    private double bytes(String kernel) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long thread = Thread.currentThread().getId();
      int times = 200_000;
      run(kernel, SHORT);
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < times; i++) {
        run(kernel, SHORT);
      }
      return (threads.getThreadAllocatedBytes(thread) - before) / (double) times;
    }

    private void run(String kernel, int n) {
      switch (kernel) {
        case "sum" -> out[0] = kernels.sum(x, 0, n);
        case "dot" -> out[0] = kernels.dot(x, 0, x, 0, n);
        default -> kernels.unary(Unary.valueOf(kernel), x, 0, out, 0, n);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sum", "dot", "SIGMOID", "EXPM1", "LOG1P"})
  void putsNothingOnTheHeap(String kernel) throws IOException, InterruptedException {
    Process calls =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Calls.class.getName(),
                kernel)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String bytes = new String(calls.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(calls.waitFor()).isZero();
    assertThat(Double.parseDouble(bytes)).isCloseTo(0, within(1.0));
  }
}
