package org.lethe.core.expr;

/** The inverse of a small lower triangular matrix, such as a block on the diagonal of one. */
final class LowerInverse {

  private LowerInverse() {}

  /**
   * out [size × size] = the inverse of the lower triangle at {@code lo}, with zeros above.
   *
   * @param n how far apart the rows of l are
   */
  static void of(double[] l, int lo, int n, int size, double[] out) {
    for (int i = 0; i < size; i++) {
      double pivot = 1 / l[lo + i * n + i];
      for (int j = 0; j < size; j++) {
        out[i * size + j] = i == j ? pivot : 0;
      }
      for (int p = 0; p < i; p++) {
        double w = l[lo + i * n + p] * pivot;
        for (int j = 0; j <= p; j++) {
          out[i * size + j] -= w * out[p * size + j];
        }
      }
    }
  }
}
