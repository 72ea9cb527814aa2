package org.lethe.core.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The shape of an array expression: fixed dimensions, preceded by <b>rows</b> when there is one
 * value for each row of a table. How many rows is known only when a batch is bound.
 *
 * @param rows whether there is one array for each row
 * @param dims the fixed dimensions, outermost first; empty for a scalar
 */
public record Shape(boolean rows, List<Integer> dims) {

  private static final Shape SCALAR = new Shape(false, List.of());

  public Shape {
    dims = List.copyOf(dims);
    for (int d : dims) {
      if (d < 0) {
        throw new ShapeException("Shape: dimensions must not be negative, got " + dims);
      }
    }
  }

  /** A single number. */
  public static Shape scalar() {
    return SCALAR;
  }

  /** An array without rows. */
  public static Shape of(int... dims) {
    return new Shape(false, IntStream.of(dims).boxed().toList());
  }

  /** One array of the given dimensions for each row. */
  public static Shape perRow(int... dims) {
    return new Shape(true, IntStream.of(dims).boxed().toList());
  }

  /** How many numbers there are without rows, or in each row. */
  public int size() {
    int n = 1;
    for (int d : dims) {
      n = Math.multiplyExact(n, d);
    }
    return n;
  }

  /** How many fixed dimensions there are. */
  public int rank() {
    return dims.size();
  }

  /** The size of dimension {@code axis}, counted from 0. */
  public int dim(int axis) {
    if (axis < 0 || axis >= dims.size()) {
      throw new ShapeException("axis must be one of the dimensions of " + this + ", got " + axis);
    }
    return dims.get(axis);
  }

  /** The same dimensions with or without rows. */
  public Shape withRows(boolean withRows) {
    return withRows == rows ? this : new Shape(withRows, dims);
  }

  /** Other dimensions, the same rows. */
  public Shape withDims(List<Integer> newDims) {
    return new Shape(rows, newDims);
  }

  /** These dimensions without the one at {@code axis}. */
  Shape without(int axis) {
    dim(axis);
    List<Integer> left = new ArrayList<>(dims);
    left.remove(axis);
    return new Shape(rows, left);
  }

  /**
   * The shape of an elementwise result. Dimensions align from the right; a missing one or one of
   * size 1 repeats. Rows stand apart: a value without rows repeats for every row.
   *
   * @throws ShapeException when two sizes differ and neither is 1
   */
  public Shape broadcast(Shape other) {
    int rank = Math.max(rank(), other.rank());
    List<Integer> out = new ArrayList<>(rank);
    for (int i = 0; i < rank; i++) {
      int a = aligned(i, rank);
      int b = other.aligned(i, rank);
      if (a != b && a != 1 && b != 1) {
        throw new ShapeException("shapes " + this + " and " + other + " do not fit together");
      }
      out.add(a == 1 ? b : a);
    }
    return new Shape(rows || other.rows, out);
  }

  /** Whether an array of another shape repeats to fill the fixed dimensions of this one. */
  public boolean repeats(Shape other) {
    int shift = rank() - other.rank();
    return shift >= 0
        && IntStream.range(0, other.rank())
            .allMatch(i -> other.dim(i) == 1 || other.dim(i) == dim(i + shift));
  }

  /** The size of dimension {@code i} of {@code rank} when aligned from the right; 1 if missing. */
  int aligned(int i, int rank) {
    int j = i - (rank - rank());
    return j < 0 ? 1 : dims.get(j);
  }

  @Override
  public String toString() {
    String fixed = dims.stream().map(String::valueOf).collect(Collectors.joining(" × "));
    return rows ? "[rows" + (dims.isEmpty() ? "" : " × " + fixed) + "]" : "[" + fixed + "]";
  }

  // written out: the platform's own for records is made of method handles, milliseconds at each
  // start
  @Override
  public boolean equals(Object o) {
    return o instanceof Shape s && rows == s.rows && dims.equals(s.dims);
  }

  @Override
  public int hashCode() {
    return 2 * dims.hashCode() + (rows ? 1 : 0);
  }
}
