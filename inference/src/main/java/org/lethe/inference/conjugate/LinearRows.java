package org.lethe.inference.conjugate;

/** Rows of a linear model: features φ [size × features], response z and weight v of each. */
record LinearRows(int features, double[] phi, double[] response, double[] weights) {
  int size() {
    return response.length;
  }

  double weight(int row) {
    return weights[row];
  }

  /** Fills u with (φ, z). */
  void read(int row, double[] u) {
    System.arraycopy(phi, row * features, u, 0, features);
    u[features] = response[row];
  }

  /** Fills u with φ. */
  double[] phi(int row) {
    return java.util.Arrays.copyOfRange(phi, row * features, (row + 1) * features);
  }
}
