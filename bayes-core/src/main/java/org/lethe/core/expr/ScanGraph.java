package org.lethe.core.expr;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What a {@link Scan} does to graphs: what a step reads from outside, and arrays side by side. */
final class ScanGraph {

  private ScanGraph() {}

  /** The outermost expressions in {@code next} that depend on neither state nor row. */
  static List<Expr> frontier(Expr next, Expr state, Expr row) {
    List<Expr> order = Graph.topological(List.of(next));
    Set<Expr> inside = Graph.dependents(order, new HashSet<>(List.of(state, row)));
    Set<Expr> found = new LinkedHashSet<>();
    for (Expr e : order) {
      if (inside.contains(e)) {
        Graph.args(e).stream().filter(a -> !inside.contains(a)).forEach(found::add);
      }
    }
    if (!inside.contains(next)) {
      found.add(next);
    }
    found.removeIf(e -> e instanceof Node.Constant);
    for (Expr e : found) {
      if (e.shape().rows()) {
        throw new ShapeException("scan: a step must read nothing with rows, got " + e.shape());
      }
    }
    return List.copyOf(found);
  }

  /** All elements end to end. */
  static Expr flat(List<Expr> parts) {
    return parts.isEmpty()
        ? Expr.vector()
        : Expr.concat(parts.stream().map(p -> p.reshape(p.shape().size())).toArray(Expr[]::new));
  }

  /** Columns from (inclusive) to (exclusive) of a matrix. */
  static Expr columns(Expr matrix, int from, int to) {
    int n = matrix.shape().dim(0);
    int width = matrix.shape().dim(1);
    int own = to - from;
    int[] index = IntStream.range(0, n * own).map(i -> i / own * width + from + i % own).toArray();
    return Take.of(matrix, index, List.of(n, own));
  }

  /** The rows of a matrix from the last to the first. */
  static Expr backwards(Expr matrix) {
    int n = matrix.shape().dim(0);
    double[] index = IntStream.range(0, n).mapToDouble(i -> n - 1 - i).toArray();
    return Take.gather(matrix, index);
  }
}
