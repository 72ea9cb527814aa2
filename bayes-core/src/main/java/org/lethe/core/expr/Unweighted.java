package org.lethe.core.expr;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a program computes where every row has weight 1: the same numbers by fewer products, and
 * sums of softplus by fewer logarithms.
 */
final class Unweighted {

  private Unweighted() {}

  static boolean hasWeights(List<Expr> outputs) {
    return Graph.topological(outputs).stream().anyMatch(e -> e instanceof Node.Weight);
  }

  /** The same expressions without the weights. */
  static List<Expr> of(List<Expr> outputs) {
    Map<Expr, Expr> now = new IdentityHashMap<>();
    for (Expr e : Graph.topological(outputs)) {
      now.put(
          e, e instanceof Node.Apply a ? of(a, now) : e instanceof Node.Weight ? Expr.ones() : e);
    }
    return outputs.stream().map(e -> now.getOrDefault(e, e)).toList();
  }

  private static Expr of(Node.Apply e, Map<Expr, Expr> now) {
    Expr rebuilt = Graph.rebuilt(e, now);
    if (rebuilt != e && e.op() == Binary.TIMES) {
      List<Expr> args = Graph.args(rebuilt);
      for (int k = 0; k < 2; k++) {
        Expr other = args.get(1 - k);
        if (isOnes(args.get(k)) && other.shape().equals(e.shape())) {
          return other;
        }
      }
    }
    boolean sum = e.op() == SumRows.SUM_ROWS;
    if (sum && Graph.args(rebuilt).get(0) instanceof Node.Apply a && a.op() == Unary.SOFTPLUS) {
      return Node.apply(SoftplusSum.SOFTPLUS_SUM, a.args());
    }
    return rebuilt;
  }

  private static boolean isOnes(Expr e) {
    return e instanceof Node.Ones
        || e instanceof Node.Apply a && a.op() instanceof Reshape && isOnes(a.args().get(0));
  }
}
