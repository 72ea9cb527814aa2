package org.lethe.core.distribution;

import java.util.List;
import org.apache.commons.math3.special.Gamma;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;

/**
 * Vectors x of k ≥ 2 numbers with |x| = 1: x = u/|u|, u ∈ R^k. The length r of u is free and means
 * nothing; what stands here in place of a Jacobian is the log of a density of u that depends on r
 * alone, so that x is uniform on the sphere, the measure that densities refer to (Muller 1959): r^k
 * e^(−½kr²)·2(k/2)^k/Γ(k), whose integral over r is 1 under r^(k−1) dr. Its mode is at r = 1, so
 * that posteriors have modes and nothing is drawn to 0, where there is no direction; a normal u, as
 * Stan has it, has its mode there.
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
    int last = free.shape().rank() - 1;
    int k = free.shape().dim(last);
    Expr squares = free.square().sum(last);
    double normaliser = Math.log(2) + k * Math.log(k / 2.0) - Gamma.logGamma(k);
    return squares.log().minus(squares).times(k / 2.0).plus(normaliser);
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
