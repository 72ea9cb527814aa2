package org.lethe.unlearning.bif;

import java.util.Map;

/** See {@link Solver#damped}. */
record Damped(Solver solver, double mu) implements Solver {

  @Override
  public Solution solve(Curvature h, double[] b) {
    Solution solution = shifted(h, b);
    double[] x = solution.x();
    return new Solution(x, Vectors.residual(b, h.times(x)), solution.iterations() + 1);
  }

  /** A refusal is of H, whatever μ was added to it. */
  private Solution shifted(Curvature h, double[] b) {
    try {
      return solver.solve(new Shifted(h, mu), b);
    } catch (IndefiniteCurvatureException e) {
      throw e.without(mu);
    }
  }

  @Override
  public double damping() {
    return mu + solver.damping();
  }

  @Override
  public boolean isGaussNewton() {
    return solver.isGaussNewton();
  }

  @Override
  public Map<String, Object> options() {
    return Map.of("kind", "damped", "mu", mu, "solver", solver.options());
  }

  /** H + μI. */
  private record Shifted(Curvature h, double mu) implements Curvature {

    @Override
    public int dimension() {
      return h.dimension();
    }

    @Override
    public double[] times(double[] v) {
      return plus(h.times(v), v);
    }

    @Override
    public double[] times(double[] v, int rows, int term) {
      return plus(h.times(v, rows, term), v);
    }

    @Override
    public double[][] dense() {
      double[][] out = h.dense();
      for (int i = 0; i < out.length; i++) {
        out[i][i] += mu;
      }
      return out;
    }

    private double[] plus(double[] product, double[] v) {
      Vectors.add(product, mu, v);
      return product;
    }
  }
}
