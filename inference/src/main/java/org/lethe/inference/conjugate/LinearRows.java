package org.lethe.inference.conjugate;

import java.util.Arrays;

/** Rows of a linear model: features φ [size × features], response z and weight v of each. */
@SuppressWarnings("ArrayRecordComponent") // inside this room only; never compared
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

  /** φ of a row. */
  double[] phi(int row) {
    return Arrays.copyOfRange(phi, row * features, (row + 1) * features);
  }
}
