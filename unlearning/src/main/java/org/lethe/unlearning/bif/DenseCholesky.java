package org.lethe.unlearning.bif;

import java.util.Map;

/** See {@link Solver#cholesky}. */
record DenseCholesky() implements Solver {

  @Override
  public Solution solve(Curvature h, double[] b) {
    Matrix matrix = new Matrix(h.dense());
    double[] x = Cholesky.of(matrix).solve(b);
    return new Solution(x, Vectors.residual(b, matrix.times(x)), b.length);
  }

  @Override
  public Map<String, Object> options() {
    return Map.of("kind", "cholesky");
  }
}
