package org.lethe.core.expr;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** A few threads that share the tasks of one call after another. A call allocates nothing. */
final class Team implements AutoCloseable {

  /** One of many tasks, run by some member of the team. */
  @FunctionalInterface
  interface Task {
    void run(int thread, int task);
  }

  private static final int SPINS = 2_000;

  private final int size;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private Thread[] helpers = {};
  private volatile Thread caller = Thread.currentThread();
  private volatile Task task = (thread, i) -> {};
  private volatile int tasks;
  private final AtomicInteger generation = new AtomicInteger();
  private volatile boolean closed;

  Team(int size) {
    this.size = size;
  }

  int size() {
    return size;
  }

  /**
   * Runs tasks 0…count−1, each once, and returns when all are done.
   *
   * @throws RuntimeException the first that a task threw
   */
  void run(int count, Task work) {
    if (size == 1 || count < 2) {
      for (int i = 0; i < count; i++) {
        work.run(0, i);
      }
      return;
    }
    start();
    caller = Thread.currentThread();
    task = work;
    tasks = count;
    next.set(0);
    working.set(helpers.length);
    generation.incrementAndGet();
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
    work(0);
    for (int spin = 0; working.get() > 0; spin++) {
      pause(spin);
    }
    Throwable thrown = failure.getAndSet(null);
    if (thrown instanceof Error e) {
      throw e;
    }
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
  }

  private void work(int thread) {
    try {
      for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
        task.run(thread, i);
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
      next.set(tasks);
    }
  }

  private void start() {
    if (helpers.length == 0) {
      helpers = new Thread[size - 1];
      for (int t = 0; t < helpers.length; t++) {
        int thread = t + 1;
        helpers[t] = new Thread(() -> serve(thread), "lethe-" + thread);
        helpers[t].setDaemon(true);
        helpers[t].start();
      }
    }
  }

  private void serve(int thread) {
    int seen = 0;
    while (!closed) {
      for (int spin = 0; generation.get() == seen && !closed; spin++) {
        pause(spin);
      }
      if (!closed) {
        seen = generation.get();
        work(thread);
        if (working.decrementAndGet() == 0) {
          LockSupport.unpark(caller);
        }
      }
    }
  }

  private static void pause(int spin) {
    if (spin < SPINS) {
      Thread.onSpinWait();
    } else {
      LockSupport.park();
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }
}
