package org.lethe.core.distribution;

import java.util.List;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;

/** Numbers between two bounds, either of which may be infinite. */
record Interval(double low, double high, boolean closed) implements Support {

  // written out: the platform's own for records is made of method handles, milliseconds at each
  // start
  @Override
  public boolean equals(Object o) {
    return o instanceof Interval i
        && Double.compare(low, i.low) == 0
        && Double.compare(high, i.high) == 0
        && closed == i.closed;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Double.hashCode(low) + Double.hashCode(high)) + (closed ? 1 : 0);
  }

  @Override
  public String name() {
    if (closed) {
      return "INTERVAL[" + low + "," + high + "]";
    }
    return high == 1 ? "UNIT" : low == 0 ? "POSITIVE" : "REAL";
  }

  @Override
  public int rank() {
    return 0;
  }

  private boolean bounded() {
    return Double.isFinite(low) && Double.isFinite(high);
  }

  @Override
  public boolean contains(double... value) {
    for (double x : value) {
      boolean inside = closed ? x >= low && x <= high : x > low && x < high;
      if (!inside || !Double.isFinite(x)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String rule() {
    if (bounded()) {
      return closed ? "between " + low + " and " + high : "between 0 and 1";
    }
    if (Double.isFinite(low)) {
      return closed ? "at least " + low + " and finite" : "positive and finite";
    }
    return Double.isFinite(high) ? "at most " + high + " and finite" : "finite";
  }

  @Override
  public List<Integer> freeDims(List<Integer> dims) {
    return dims;
  }

  @Override
  public Expr constrain(Expr free) {
    if (bounded()) {
      return free.sigmoid().times(high - low).plus(low);
    }
    if (Double.isFinite(low)) {
      return free.exp().plus(low);
    }
    return Double.isFinite(high) ? free.exp().negate().plus(high) : free;
  }

  @Override
  public Expr logJacobian(Expr free) {
    if (bounded()) {
      return free.logSigmoid().plus(free.negate().logSigmoid()).plus(Math.log(high - low));
    }
    return Double.isFinite(low) || Double.isFinite(high) ? free : Expr.constant(0);
  }

  @Override
  public double[] unconstrain(double[] value, List<Integer> dims) {
    double[] free = new double[value.length];
    for (int i = 0; i < free.length; i++) {
      Checks.that(contains(value[i]), "Support: value must be %s, got %s", rule(), value[i]);
      free[i] = unconstrain(value[i]);
    }
    return free;
  }

  private double unconstrain(double x) {
    if (bounded()) {
      return Math.log(x - low) - Math.log(high - x);
    }
    if (Double.isFinite(low)) {
      return Math.log(x - low);
    }
    return Double.isFinite(high) ? Math.log(high - x) : x;
  }

  @Override
  public String toString() {
    return name();
  }
}
