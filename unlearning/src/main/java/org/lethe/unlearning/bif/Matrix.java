package org.lethe.unlearning.bif;

import java.util.Arrays;

/** A dense matrix as a {@link Curvature}, for instance one that was stored with a fit. */
@SuppressWarnings("ArrayRecordComponent") // numbers, compared by nobody
record Matrix(double[][] rows) implements Curvature {

  @Override
  public int dimension() {
    return rows.length;
  }

  @Override
  public double[] times(double[] v) {
    double[] out = new double[rows.length];
    Arrays.setAll(out, i -> Vectors.dot(rows[i], v));
    return out;
  }

  /** The matrix holds all rows already. */
  @Override
  public double[] times(double[] v, int rows, int term) {
    return times(v);
  }

  @Override
  public double[][] dense() {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  /** This + times·other. */
  Matrix plus(double times, Matrix other) {
    double[][] out = dense();
    for (int i = 0; i < out.length; i++) {
      Vectors.add(out[i], times, other.rows[i]);
    }
    return new Matrix(out);
  }

  /** This + μI. */
  Matrix damped(double mu) {
    return plus(mu, new Matrix(identity(rows.length)));
  }

  /** CᵀHC for C [d × d]. */
  Matrix within(double[][] c) {
    int d = rows.length;
    double[][] half = product(rows, c);
    double[][] out = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int k = 0; k < d; k++) {
        Vectors.add(out[i], c[k][i], half[k]);
      }
    }
    return new Matrix(out);
  }

  /** A B. */
  static double[][] product(double[][] a, double[][] b) {
    double[][] out = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        Vectors.add(out[i], a[i][k], b[k]);
      }
    }
    return out;
  }

  static double[][] transposed(double[][] a) {
    double[][] out = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < out.length; j++) {
        out[j][i] = a[i][j];
      }
    }
    return out;
  }

  static double[][] identity(int d) {
    double[][] out = new double[d][d];
    for (int i = 0; i < d; i++) {
      out[i][i] = 1;
    }
    return out;
  }
}
