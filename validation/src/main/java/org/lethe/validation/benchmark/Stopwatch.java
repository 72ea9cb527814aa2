package org.lethe.validation.benchmark;

import java.lang.management.ManagementFactory;

/** Seconds of wall time and of this thread's processor time. */
record Stopwatch(double wall, double cpu) {

  static Stopwatch time(Runnable work) {
    long wall = System.nanoTime();
    long cpu = threadNanos();
    work.run();
    return new Stopwatch((System.nanoTime() - wall) * 1e-9, (threadNanos() - cpu) * 1e-9);
  }

  private static long threadNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Seconds since this JVM began. */
  static double sinceStart() {
    return (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime())
        * 1e-3;
  }
}
