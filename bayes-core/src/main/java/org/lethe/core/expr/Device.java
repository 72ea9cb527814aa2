package org.lethe.core.expr;

/** Where a program runs. Results do not depend on how many threads a device has. */
public sealed interface Device {

  /** The processor, with so many threads. */
  record Cpu(int threads) implements Device {
    public Cpu {
      if (threads < 1) {
        throw new IllegalArgumentException("Cpu: threads must be at least 1, got " + threads);
      }
    }
  }

  /** The processor with one thread for each core. */
  record Auto() implements Device {}

  /** All cores of the processor. */
  static Device auto() {
    return new Auto();
  }

  /** The processor with {@code threads} threads. */
  static Device cpu(int threads) {
    return new Cpu(threads);
  }

  /** The kernels that run on the processor: {@code simd512}, say, or {@code plain}. */
  static String kernels() {
    return Kernels.get().name();
  }

  /** How many threads this device runs. */
  default int threadCount() {
    return this instanceof Cpu cpu ? cpu.threads() : Runtime.getRuntime().availableProcessors();
  }
}
