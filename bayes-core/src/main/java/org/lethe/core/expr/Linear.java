package org.lethe.core.expr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries directions [d × m] through the affine part of a graph: each node that depends on θ gets
 * its change along every direction, in a last dimension of size m.
 */
final class Linear {

  private final Map<Expr, Expr> changes = new HashMap<>();
  private final int m;

  private Linear(int m) {
    this.m = m;
  }

  /**
   * The change of f along each direction, or nothing where an operation on the way is not linear.
   */
  static Optional<Expr> of(Expr f, Expr theta, Expr directions) {
    Linear linear = new Linear(directions.shape().dim(1));
    linear.changes.put(theta, directions);
    for (Expr e : Graph.topological(List.of(f))) {
      if (e instanceof Node.Apply a && a.args().stream().anyMatch(linear.changes::containsKey)) {
        Optional<Expr> change = linear.change(a);
        if (change.isEmpty()) {
          return Optional.empty();
        }
        linear.changes.put(e, Take.repeat(change.get(), linear.with(e.shape().dims())));
      }
    }
    return Optional.ofNullable(linear.changes.get(f));
  }

  /** Operations under which an affine argument stays affine and a quadratic one quadratic. */
  static boolean keepsDegree(Primitive op) {
    return op == Binary.PLUS
        || op == Binary.MINUS
        || op == Unary.NEGATE
        || op == SumRows.SUM_ROWS
        || op instanceof Sum
        || op instanceof CumulativeSum
        || op instanceof Reshape
        || op instanceof Take
        || op instanceof Scatter;
  }

  private Optional<Expr> change(Node.Apply node) {
    Primitive op = node.op();
    Expr x = node.args().get(0);
    if (op == Binary.PLUS || op == Binary.MINUS) {
      Expr y = node.args().get(1);
      Expr dx = along(x);
      Expr dy = along(y);
      return Optional.of(op == Binary.PLUS ? dx.plus(dy) : dx.minus(dy));
    }
    if (op == Unary.NEGATE) {
      return Optional.of(along(x).negate());
    }
    if (op == Binary.TIMES) {
      Expr y = node.args().get(1);
      if (changes.containsKey(x) && changes.containsKey(y)) {
        return Optional.empty();
      }
      return Optional.of(
          changes.containsKey(x) ? along(x).times(column(y)) : along(y).times(column(x)));
    }
    if (op == Binary.OVER && !changes.containsKey(node.args().get(1))) {
      return Optional.of(along(x).over(column(node.args().get(1))));
    }
    if (op == Gather.GATHER && !changes.containsKey(node.args().get(1))) {
      return Optional.of(along(x).gather(node.args().get(1)));
    }
    if (op instanceof Reshape) {
      return Optional.of(shaped(along(x), with(node.shape().dims())));
    }
    if (op instanceof Sum || op instanceof CumulativeSum) {
      return Optional.of(Node.apply(op, along(x)));
    }
    if (op instanceof Take take) {
      return Optional.of(take.wide(along(x), m));
    }
    return op == Matmul.MATMUL ? product(x, node.args().get(1)) : Optional.empty();
  }

  /** A·X for a constant A; X·B only where X is a row vector. */
  private Optional<Expr> product(Expr a, Expr b) {
    if (!changes.containsKey(a)) {
      int k = b.shape().dim(0);
      int n = b.shape().dim(1);
      Expr wide = a.matmul(along(b).reshape(k, n * m));
      List<Integer> dims = new ArrayList<>(wide.shape().dims());
      dims.set(dims.size() - 1, n);
      return Optional.of(shaped(wide, with(dims)));
    }
    boolean vector = !a.shape().rows() && a.shape().dim(0) == 1 && !changes.containsKey(b);
    if (!vector) {
      return Optional.empty();
    }
    Expr change = along(a).reshape(a.shape().dim(1), m);
    return Optional.of(b.transpose().matmul(change).reshape(1, b.shape().dim(1), m));
  }

  /** The change of a node; 0 where it does not depend on θ. */
  private Expr along(Expr x) {
    return changes.getOrDefault(x, Expr.constant(0));
  }

  private static Expr column(Expr x) {
    return Reshape.insert(x, x.shape().rank());
  }

  private static Expr shaped(Expr x, List<Integer> dims) {
    return x.reshape(dims.stream().mapToInt(Integer::intValue).toArray());
  }

  private List<Integer> with(List<Integer> dims) {
    List<Integer> out = new ArrayList<>(dims);
    out.add(m);
    return out;
  }
}
