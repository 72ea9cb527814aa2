package org.lethe.inference.run;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;

/** What a loop puts on the heap, once it is compiled. */
public final class Allocated {
  private static final int STEPS = 25_000;
  private static final int LONGEST_WARM_UP = 100;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocated() {}

  /**
   * Bytes a step: what twice as many steps allocate more, so that what is made once does not count.
   * Asks again until the compiler is done, which shows as two answers of 0, or for so long that it
   * must be.
   *
   * @param loop runs so many steps, on this thread
   */
  public static double perStep(IntConsumer loop) {
    double last = Double.NaN;
    for (int i = 0; i < LONGEST_WARM_UP; i++) {
      double now = (bytes(loop, 2 * STEPS) - bytes(loop, STEPS)) / (double) STEPS;
      if (Math.abs(now) < 0.1 && Math.abs(last) < 0.1) {
        return now;
      }
      last = now;
    }
    return last;
  }

  private static long bytes(IntConsumer loop, int steps) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    loop.accept(steps);
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }
}
