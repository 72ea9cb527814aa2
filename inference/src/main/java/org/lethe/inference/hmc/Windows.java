package org.lethe.inference.hmc;

/**
 * Stan's schedule of a warm-up: 75 iterations for the step size alone, windows of 25, 50, 100, …
 * for the mass matrix, the last one stretched to where the final 50 for the step size begin. A
 * short warm-up is divided 15 : 75 : 10, and below 20 iterations adapts the step size only.
 *
 * @param first the first iteration of the first window
 * @param base the length of the first window
 * @param end one past the last iteration of the last window
 */
record Windows(int first, int base, int end) {

  private static final int START = 75;
  private static final int BASE = 25;
  private static final int FINAL = 50;
  private static final int LEAST = 20;

  static Windows of(int warmup) {
    if (warmup < LEAST) {
      return new Windows(warmup, 0, warmup);
    }
    if (warmup < START + BASE + FINAL) {
      int first = (int) (0.15 * warmup);
      int end = warmup - (int) (0.1 * warmup);
      return new Windows(first, end - first, end);
    }
    return new Windows(START, BASE, warmup - FINAL);
  }

  /** Whether the iteration lies in a window. */
  boolean contains(int iteration) {
    return iteration >= first && iteration < end;
  }

  /** Whether the iteration is the last of a window. */
  boolean closes(int iteration) {
    int size = base;
    for (int from = first; from < end; size *= 2) {
      int to = from + size + 2 * size > end ? end : from + size;
      if (iteration < to) {
        return iteration == to - 1;
      }
      from = to;
    }
    return false;
  }
}
