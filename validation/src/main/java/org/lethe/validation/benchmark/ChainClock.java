package org.lethe.validation.benchmark;

import java.lang.management.ManagementFactory;
import org.lethe.inference.run.Listener;
import org.lethe.inference.run.Progress;

/**
 * Times the steps of chains and nothing around them: from the first report of progress to the last,
 * on the thread that steps, summed over as many fits as it listens to.
 */
final class ChainClock implements Listener {
  private static final String PHASE = "sgmcmc";

  private long steps;
  private long wall;
  private long cpu;
  private long lastDone;
  private long lastWall;
  private long lastCpu;

  @Override
  public void on(Progress progress) {
    if (!progress.phase().equals(PHASE)) {
      return;
    }
    long nowWall = System.nanoTime();
    long nowCpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    if (progress.done() > lastDone && lastDone > 0) {
      steps += progress.done() - lastDone;
      wall += nowWall - lastWall;
      cpu += nowCpu - lastCpu;
    }
    lastDone = progress.done() == progress.total() ? 0 : progress.done();
    lastWall = nowWall;
    lastCpu = nowCpu;
  }

  long steps() {
    return steps;
  }

  Stopwatch time() {
    return new Stopwatch(wall * 1e-9, cpu * 1e-9);
  }
}
