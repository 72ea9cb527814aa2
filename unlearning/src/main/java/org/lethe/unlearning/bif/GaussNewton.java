package org.lethe.unlearning.bif;

import java.util.Map;

/** See {@link Solver#gaussNewton}. */
record GaussNewton(Solver solver) implements Solver {

  @Override
  public boolean isGaussNewton() {
    return true;
  }

  @Override
  public double damping() {
    return solver.damping();
  }

  @Override
  public Solution solve(Curvature h, double[] b) {
    return solver.solve(h, b);
  }

  @Override
  public Map<String, Object> options() {
    return Map.of("kind", "gauss-newton", "solver", solver.options());
  }
}
