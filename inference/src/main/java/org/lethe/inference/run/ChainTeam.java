package org.lethe.inference.run;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs chains side by side, one thread each, on as many threads as the device has. The listener
 * hears of all of them together, from the thread that called.
 */
public final class ChainTeam {

  /** One chain. */
  @FunctionalInterface
  public interface Work {
    /** Runs a chain to its end, calling {@code steps} after each of its steps, or a few. */
    void run(int chain, Steps steps);
  }

  /** Counts the steps of one chain. */
  @FunctionalInterface
  public interface Steps {
    /**
     * So many steps more are done.
     *
     * @throws CancelledException when the listener cancels
     */
    void done(long steps, double energy, double stepSize);

    /** A step is done. */
    default void done(double energy, double stepSize) {
      done(1, energy, stepSize);
    }
  }

  private static final int REPORTS = 200;
  private static final long POLL_NANOS = 10_000_000;

  private final String phase;
  private final int chains;
  private final long total;
  private final Listener listener;
  private final Work work;
  private final Thread caller = Thread.currentThread();
  private final long begun = System.nanoTime();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicLong done = new AtomicLong();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private long reported;
  private volatile double energy = Double.NaN;
  private volatile double stepSize = Double.NaN;

  private ChainTeam(String phase, int chains, long steps, Listener listener, Work work) {
    this.phase = phase;
    this.chains = chains;
    this.total = steps;
    this.listener = listener;
    this.work = work;
  }

  /**
   * Runs them all.
   *
   * @param steps of all chains together
   * @throws CancelledException when the listener cancels
   * @throws RuntimeException the first that a chain threw; the others then stop at their next step
   */
  public static void run(String phase, int chains, long steps, Run run, Work work) {
    new ChainTeam(phase, chains, steps, run.listener(), work).run(run.device().threadCount());
  }

  /** How many threads each chain may use for itself. */
  public static int threadsEach(int chains, Run run) {
    return Math.max(1, run.device().threadCount() / chains);
  }

  private void run(int threads) {
    int helpers = Math.min(threads, chains) - 1;
    working.set(helpers);
    for (int i = 0; i < helpers; i++) {
      Thread helper = new Thread(this::help, "lethe-chain-" + (i + 1));
      helper.setDaemon(true);
      helper.start();
    }
    chainsUntilNoneIsLeft();
    while (working.get() > 0) {
      LockSupport.parkNanos(POLL_NANOS);
      reportBetweenSteps();
    }
    reportBetweenSteps();
    if (failure.get() != null) {
      listener.interrupted();
      stopIfFailed();
    }
  }

  private void reportBetweenSteps() {
    try {
      report();
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void stopIfFailed() {
    Throwable thrown = failure.get();
    if (thrown instanceof Error e) {
      throw e;
    }
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
  }

  private void help() {
    try {
      chainsUntilNoneIsLeft();
    } finally {
      working.decrementAndGet();
      LockSupport.unpark(caller);
    }
  }

  private void chainsUntilNoneIsLeft() {
    try {
      for (int chain = next.getAndIncrement();
          chain < chains && failure.get() == null;
          chain = next.getAndIncrement()) {
        work.run(chain, this::step);
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  private void step(long steps, double newEnergy, double newStepSize) {
    done.addAndGet(steps);
    energy = newEnergy;
    stepSize = newStepSize;
    if (Thread.currentThread() == caller) {
      report();
    }
    stopIfFailed();
  }

  private void report() {
    long steps = done.get();
    if (failure.get() != null) {
      return;
    }
    if (listener.cancelled()) {
      failure.compareAndSet(null, new CancelledException(phase, steps, total, Optional.empty()));
    } else if (steps > reported && (steps - reported >= total / REPORTS || steps == total)) {
      double left = (System.nanoTime() - begun) * 1e-9 / steps * (total - steps);
      listener.on(new Progress(phase, steps, total, energy, stepSize, left));
      reported = steps;
    }
  }
}
