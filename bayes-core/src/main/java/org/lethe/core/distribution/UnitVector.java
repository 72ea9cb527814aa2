package org.lethe.core.distribution;

import java.util.List;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;

/**
 * Vectors x of k ≥ 2 numbers with |x| = 1: x = u/|u|, u ∈ R^k. The length of u is free and means
 * nothing; under the term −½|u|² that stands here in place of a Jacobian u is a standard normal,
 * and x uniform on the sphere, the measure that densities refer to (Muller 1959).
 */
record UnitVector() implements Support {

  @Override
  public String name() {
    return "UNIT_VECTOR";
  }

  @Override
  public int rank() {
    return 1;
  }

  @Override
  public boolean contains(double... value) {
    double squares = 0;
    for (double x : value) {
      squares += x * x;
    }
    return Math.abs(squares - 1) <= Blocks.TOLERANCE;
  }

  @Override
  public String rule() {
    return "numbers whose squares sum to 1";
  }

  @Override
  public List<Integer> freeDims(List<Integer> dims) {
    Checks.that(
        !dims.isEmpty() && dims.get(dims.size() - 1) >= 2,
        "UNIT_VECTOR needs a vector of at least 2, got shape %s",
        dims);
    return dims;
  }

  @Override
  public Expr constrain(Expr free) {
    Expr squares = free.square().sum(free.shape().rank() - 1);
    return free.over(Blocks.shaped(squares, free, 1).sqrt());
  }

  @Override
  public Expr logJacobian(Expr free) {
    return free.square().sum(free.shape().rank() - 1).times(-0.5);
  }

  @Override
  public double[] unconstrain(double[] value, List<Integer> dims) {
    freeDims(dims);
    return Blocks.unconstrain(this, value, dims, double[]::clone);
  }

  @Override
  public String toString() {
    return name();
  }
}
