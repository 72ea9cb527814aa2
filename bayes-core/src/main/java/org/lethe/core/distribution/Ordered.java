package org.lethe.core.distribution;

import java.util.List;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;

/** Increasing vectors, of positive numbers or of any. */
record Ordered(boolean positive) implements Support {

  @Override
  public String name() {
    return positive ? "POSITIVE_ORDERED" : "ORDERED";
  }

  @Override
  public int rank() {
    return 1;
  }

  @Override
  public boolean contains(double... value) {
    double before = positive ? 0 : Double.NEGATIVE_INFINITY;
    for (double x : value) {
      if (!(x > before) || Double.isInfinite(x)) {
        return false;
      }
      before = x;
    }
    return true;
  }

  @Override
  public String rule() {
    return (positive ? "positive numbers" : "numbers") + " in increasing order";
  }

  @Override
  public List<Integer> freeDims(List<Integer> dims) {
    Checks.that(!dims.isEmpty(), "%s needs a vector, got shape %s", name(), dims);
    return dims;
  }

  @Override
  public Expr constrain(Expr free) {
    int axis = free.shape().rank() - 1;
    if (positive) {
      return free.exp().cumsum(axis);
    }
    // the first number passes no exponential, which could overflow
    Expr later = later(free);
    Expr first = Expr.constant(1).minus(later);
    Expr steps = free.times(later).exp().times(later);
    return free.times(first).plus(steps).cumsum(axis);
  }

  @Override
  public Expr logJacobian(Expr free) {
    Expr steps = positive ? free : free.times(later(free));
    return steps.sum(free.shape().rank() - 1);
  }

  /** 0, 1, 1, …, 1. */
  private static Expr later(Expr free) {
    double[] ones = new double[Blocks.last(free)];
    for (int i = 1; i < ones.length; i++) {
      ones[i] = 1;
    }
    return Expr.vector(ones);
  }

  @Override
  public double[] unconstrain(double[] value, List<Integer> dims) {
    freeDims(dims);
    return Blocks.unconstrain(
        this,
        value,
        dims,
        x -> {
          double[] u = x.clone();
          for (int i = positive ? 0 : 1; i < u.length; i++) {
            u[i] = Math.log(i == 0 ? x[0] : x[i] - x[i - 1]);
          }
          return u;
        });
  }

  @Override
  public String toString() {
    return name();
  }
}
