package org.lethe.core.distribution;

import java.util.List;
import org.lethe.core.expr.Expr;

/** The whole numbers 0…outcomes − 1; all from 0 up where there are 2³¹ − 1. */
record Whole(int outcomes) implements Support {

  // written out: the platform's own for records is made of method handles, milliseconds at each
  // start
  @Override
  public boolean equals(Object o) {
    return o instanceof Whole w && outcomes == w.outcomes;
  }

  @Override
  public int hashCode() {
    return outcomes;
  }

  private boolean endless() {
    return outcomes == Integer.MAX_VALUE;
  }

  @Override
  public String name() {
    return endless() ? "NATURAL" : outcomes == 2 ? "BINARY" : "CATEGORY" + outcomes;
  }

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public boolean continuous() {
    return false;
  }

  @Override
  public boolean contains(double... value) {
    for (double x : value) {
      if (!(x >= 0) || x != Math.rint(x) || !(endless() ? Double.isFinite(x) : x < outcomes)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String rule() {
    return "a whole number from 0 " + (endless() ? "up" : "to " + (outcomes - 1));
  }

  @Override
  public List<Integer> freeDims(List<Integer> dims) {
    throw discrete();
  }

  @Override
  public Expr constrain(Expr free) {
    throw discrete();
  }

  @Override
  public Expr logJacobian(Expr free) {
    throw discrete();
  }

  @Override
  public double[] unconstrain(double[] value, List<Integer> dims) {
    throw discrete();
  }

  private UnsupportedOperationException discrete() {
    return new UnsupportedOperationException(
        "Support: only a continuous support has a transform, got " + this);
  }

  @Override
  public String toString() {
    return name();
  }
}
