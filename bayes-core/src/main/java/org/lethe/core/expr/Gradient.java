package org.lethe.core.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Derivatives by reverse accumulation. Each primitive's reverse rule is written in primitives, so a
 * derivative is an expression that can be differentiated again.
 */
public final class Gradient {

  private Gradient() {}

  /**
   * ∂F/∂xᵢ for each xᵢ, of the shape of xᵢ; zeros where F does not depend on it.
   *
   * @param f a scalar without rows
   * @param wrt nodes of the graph of f without rows, usually inputs
   */
  public static List<Expr> of(Expr f, Expr... wrt) {
    if (!f.shape().equals(Shape.scalar())) {
      throw new ShapeException("Gradient: needs a scalar without rows, got " + f.shape());
    }
    List<Expr> order = Graph.topological(List.of(f));
    Set<Expr> active = Graph.dependents(order, new HashSet<>(Arrays.asList(wrt)));
    Map<Expr, Expr> adjoint = new HashMap<>();
    adjoint.put(f, Expr.constant(1));
    for (int i = order.size() - 1; i >= 0; i--) {
      Expr node = order.get(i);
      Expr g = adjoint.get(node);
      if (g != null && active.contains(node) && node instanceof Node.Apply a) {
        push(a, g, active, adjoint);
      }
    }
    List<Expr> out = new ArrayList<>();
    for (Expr x : wrt) {
      Expr g = adjoint.get(x);
      out.add(g == null ? Simplify.zeros(x.shape()) : Take.repeat(g, x.shape().dims()));
    }
    return out;
  }

  /**
   * The Hessian-vector product ∇⟨∇F, v⟩.
   *
   * @param f a scalar without rows
   * @param x the input with respect to which F is differentiated twice
   * @param v the direction, of the shape of x
   */
  public static Expr hessianVector(Expr f, Expr x, Expr v) {
    Expr along = of(f, x).get(0).times(v).sum();
    return of(along, x).get(0);
  }

  private static void push(Node.Apply node, Expr g, Set<Expr> active, Map<Expr, Expr> adjoint) {
    Expr whole = node.op() instanceof Sum ? ranked(g, node.shape().rank()) : g;
    if (!node.op().elementwise() && !(node.op() instanceof Sum)) {
      whole = Take.repeat(g, node.shape().dims());
    }
    List<Expr> parts = node.op().adjoints(node, node.args(), whole);
    for (int k = 0; k < parts.size(); k++) {
      Expr arg = node.args().get(k);
      if (!active.contains(arg) || Simplify.all(parts.get(k), 0)) {
        continue;
      }
      Expr part = parts.get(k);
      if (node.op().elementwise()) {
        part = sumTo(part, node.shape(), arg.shape());
      } else if (part.shape().rows() && !arg.shape().rows()) {
        part = part.sumRows();
      }
      Expr sofar = adjoint.get(arg);
      adjoint.put(arg, sofar == null ? part : sofar.plus(part));
    }
  }

  /** With dimensions of size 1 in front, up to a rank. */
  private static Expr ranked(Expr g, int rank) {
    List<Integer> dims = new ArrayList<>(g.shape().dims());
    while (dims.size() < rank) {
      dims.add(0, 1);
    }
    return g.reshape(dims.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Sums a contribution over the dimensions along which {@code target} repeats in {@code full}. */
  private static Expr sumTo(Expr part, Shape full, Shape target) {
    Expr out = part;
    if (full.rows() && !target.rows()) {
      out = out.sumRows();
    }
    int rank = full.rank();
    List<Integer> kept = new ArrayList<>();
    double repeats = 1;
    for (int i = rank - 1; i >= 0; i--) {
      int f = full.dim(i);
      int axis = i - (rank - part.shape().rank());
      int have = axis < 0 ? 1 : part.shape().dim(axis);
      boolean reduce = target.aligned(i, rank) == 1 && f != 1;
      if (reduce && have == f) {
        out = out.sum(axis);
        have = 1;
      } else if (reduce) {
        repeats *= f;
      }
      if (i >= rank - target.rank()) {
        kept.add(0, have);
      }
    }
    out = repeats == 1 ? out : out.times(repeats);
    return out.reshape(kept.stream().mapToInt(Integer::intValue).toArray());
  }
}
