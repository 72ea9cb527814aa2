package org.lethe.core.expr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks over expression graphs, without recursion so that deep ones fit. */
final class Graph {

  private Graph() {}

  /** Every node that the roots reach, arguments before those who use them. */
  static List<Expr> topological(List<Expr> roots) {
    List<Expr> order = new ArrayList<>();
    Set<Expr> seen = new HashSet<>();
    Set<Expr> done = new HashSet<>();
    Deque<Expr> stack = new ArrayDeque<>();
    for (Expr root : roots) {
      stack.push(root);
      while (!stack.isEmpty()) {
        Expr e = stack.peek();
        if (done.contains(e)) {
          stack.pop();
        } else if (seen.add(e)) {
          for (Expr arg : args(e)) {
            if (!done.contains(arg)) {
              stack.push(arg);
            }
          }
        } else {
          stack.pop();
          done.add(e);
          order.add(e);
        }
      }
    }
    return order;
  }

  /** The nodes among {@code order} that depend on any of {@code sources}, these included. */
  static Set<Expr> dependents(List<Expr> order, Set<Expr> sources) {
    Set<Expr> out = new HashSet<>();
    for (Expr e : order) {
      if (sources.contains(e) || args(e).stream().anyMatch(out::contains)) {
        out.add(e);
      }
    }
    return out;
  }

  static List<Expr> args(Expr e) {
    return ((Node) e).args();
  }

  static Expr substitute(Expr root, Map<Expr, Expr> replacements) {
    IdentityHashMap<Expr, Expr> now = new IdentityHashMap<>();
    for (Expr e : topological(List.of(root))) {
      Expr replacement = replacements.get(e);
      if (replacement != null) {
        now.put(e, replacement);
      } else if (e instanceof Node.Apply a) {
        now.put(e, rebuilt(a, now));
      } else {
        now.put(e, e);
      }
    }
    return now.getOrDefault(root, root);
  }

  /** The operation on what its arguments are now; the node itself where they are the same. */
  static Expr rebuilt(Node.Apply e, Map<Expr, Expr> now) {
    List<Expr> args = new ArrayList<>();
    boolean same = true;
    for (Expr arg : e.args()) {
      Expr next = now.getOrDefault(arg, arg);
      args.add(next);
      same &= next == arg;
    }
    return same ? e : Node.apply(e.op(), args);
  }
}
