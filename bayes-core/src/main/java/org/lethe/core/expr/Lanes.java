package org.lethe.core.expr;

/** How elementwise steps walk their output: in as few and as long stretches as there can be. */
final class Lanes {

  private Lanes() {}

  /** One stretch of {@code n} numbers that begins at element {@code k}. */
  @FunctionalInterface
  interface Stretch {
    void run(int k, int n);
  }

  /** Walks operands that all have the shape of {@code out}. */
  static Step each(Buffer out, Stretch stretch) {
    int size = out.size();
    if (!out.rows()) {
      int whole = Buffer.padded(size);
      return rows -> stretch.run(0, whole);
    }
    int stride = out.stride();
    return rows -> {
      // whole vectors always: what computes a row must not depend on how many rows there is room
      // for
      int n = Buffer.padded(rows);
      if (fill(n, stride)) {
        stretch.run(0, size * stride);
      } else {
        for (int k = 0; k < size; k++) {
          stretch.run(k, n);
        }
      }
    };
  }

  /** Whether n lanes of every stretch are so nearly all that the others may be computed too. */
  static boolean fill(int n, int stride) {
    return n > 0 && stride - n <= Buffer.ALIGNED;
  }
}
