package org.lethe.core.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Arrays end to end: each is moved to its place among zeros, and they are added. */
final class Concat {

  private Concat() {}

  /** Vectors, or scalars as one element. */
  static Expr vectors(List<Expr> parts) {
    List<Expr> flat = new ArrayList<>();
    for (Expr part : parts) {
      if (part.shape().rank() > 1) {
        throw new ShapeException("concat: parts must be vectors, got " + part.shape());
      }
      flat.add(part.reshape(part.shape().size()));
    }
    return flat.isEmpty() ? Expr.constant(0) : of(0, flat);
  }

  /** Along one fixed dimension; the others are the same. */
  static Expr of(int axis, List<Expr> parts) {
    if (parts.isEmpty()) {
      throw new ShapeException("concat: needs at least one part");
    }
    Shape first = parts.get(0).shape();
    for (Expr part : parts) {
      if (!part.shape().withRows(false).without(axis).equals(first.withRows(false).without(axis))) {
        throw new ShapeException(
            "concat: parts must have one shape but along "
                + axis
                + ", got "
                + first
                + " and "
                + part.shape());
      }
    }
    int total = parts.stream().mapToInt(part -> part.shape().dim(axis)).sum();
    List<Integer> dims = new ArrayList<>(first.dims());
    dims.set(axis, total);
    Shape all = first.withDims(dims);
    int inner = Axis.of(all, axis).inner();
    Expr out = Expr.constant(0);
    int from = 0;
    for (Expr part : parts) {
      int own = part.shape().dim(axis);
      int start = from;
      Axis a = Axis.of(part.shape(), axis);
      int[] index =
          IntStream.range(0, all.size())
              .map(
                  i -> {
                    int at = i / inner % total - start;
                    return at < 0 || at >= own
                        ? Take.NONE
                        : a.element(i / inner / total, at, i % inner);
                  })
              .toArray();
      out = out.plus(Take.of(part, index, dims));
      from += own;
    }
    return out;
  }
}
