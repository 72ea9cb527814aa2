package org.lethe.core.expr;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two nodes that one step computes, because they share work: a function and its slope at one
 * argument, as a likelihood and its gradient need them (softplus or its sum over rows and sigmoid,
 * log Φ and φ/Φ), share exponentials and divisions; two products of the same rows of a table, as
 * two chains need them, read the table once.
 */
final class Pairs {

  private static final int NONE = -1;

  private final List<Canonical.Entry> entries;
  private final List<Phase> phases;
  private final RowLayout layout;
  private final int[] at;
  private final int[] other;

  Pairs(List<Canonical.Entry> entries, List<Phase> phases, RowLayout layout) {
    this.entries = entries;
    this.phases = phases;
    this.layout = layout;
    at = new int[entries.size()];
    other = new int[entries.size()];
    Arrays.setAll(at, i -> i);
    Arrays.fill(other, NONE);
    Map<List<Object>, Integer> waiting = new HashMap<>();
    for (int i = 0; i < at.length; i++) {
      List<Object> shared = shared(i);
      Integer first = shared.isEmpty() ? null : waiting.remove(shared);
      if (first != null && fit(first, i)) {
        // a sum over rows waits for its second vector; anything else is due with the first
        join(op(i) == RowOuter.ROW_OUTER ? i : first, first + i);
      } else if (!shared.isEmpty()) {
        waiting.put(shared, i);
      }
    }
  }

  private void join(int step, int both) {
    int joined = both - step;
    other[step] = joined;
    other[joined] = step;
    at[joined] = step;
  }

  private Primitive op(int i) {
    return entries.get(i).node() instanceof Node.Apply a ? a.op() : Unary.SIGMOID;
  }

  /** Softplus and its sum share less with one another than either with the sigmoid. */
  private boolean fit(int i, int j) {
    boolean sum = op(i) == SoftplusSum.SOFTPLUS_SUM || op(j) == SoftplusSum.SOFTPLUS_SUM;
    return !sum || op(i) == Unary.SIGMOID || op(j) == Unary.SIGMOID;
  }

  /** What a node has in common with the one that it can be computed with; empty if nothing. */
  private List<Object> shared(int i) {
    Canonical.Entry entry = entries.get(i);
    if (!(entry.node() instanceof Node.Apply a)) {
      return List.of();
    }
    Primitive op = a.op();
    int arg = entry.args().get(0);
    if (op == Unary.SOFTPLUS || op == Unary.SIGMOID) {
      return List.of(Unary.SOFTPLUS, arg, phases.get(i));
    }
    if (op == SoftplusSum.SOFTPLUS_SUM) {
      return List.of(Unary.SOFTPLUS, arg, Phase.ROWS);
    }
    if (op instanceof LogNormalCdf f && !f.isLast()) {
      return List.of(LogNormalCdf.class, arg, phases.get(i));
    }
    boolean product = op == Matmul.MATMUL || op == RowOuter.ROW_OUTER;
    boolean inTable =
        product && entries.get(arg).node() instanceof Node.Columns c && layout.isTableOnly(c);
    return inTable ? List.of(op, arg) : List.of();
  }

  /** Whether another node is computed along with this one. */
  boolean bringsAnother(int i) {
    return other[i] != NONE && at[i] == i;
  }

  /** The node computed along with {@code i}. */
  int other(int i) {
    return other[i];
  }

  /** The node whose step computes this one: itself, or the other of its pair. */
  int at(int i) {
    return at[i];
  }

  /** Whether this node is computed along with the other of its pair. */
  boolean isBrought(int i) {
    return at[i] != i;
  }

  /** The step for a node that brings another. */
  Step step(int i, List<Buffer> buffers) {
    int j = other(i);
    List<Buffer> args = entries.get(i).args().stream().map(buffers::get).toList();
    Buffer first = buffers.get(i);
    Buffer second = buffers.get(j);
    Buffer factor = buffers.get(entries.get(j).args().get(entries.get(j).args().size() - 1));
    Primitive op = op(i);
    if (op == Matmul.MATMUL) {
      return Matmul.both(first, second, args.get(0), args.get(1), factor);
    }
    if (op == RowOuter.ROW_OUTER) {
      return RowOuter.both(first, second, args.get(0), args.get(1), factor);
    }
    if (op instanceof LogNormalCdf f) {
      boolean value = f.derivative() == 0;
      return LogNormalCdf.both(value ? first : second, value ? second : first, args.get(0));
    }
    boolean leads = op != Unary.SIGMOID;
    if (op == SoftplusSum.SOFTPLUS_SUM || op(j) == SoftplusSum.SOFTPLUS_SUM) {
      return SoftplusSum.both(leads ? first : second, leads ? second : first, args.get(0));
    }
    return logistic(leads ? first : second, leads ? second : first, args.get(0));
  }

  /** {@code softplus} and {@code sigmoid} have the shape of x. */
  private static Step logistic(Buffer softplus, Buffer sigmoid, Buffer x) {
    Kernels kernels = Kernels.get();
    return Lanes.each(
        softplus,
        (k, n) ->
            kernels.softplusAndSigmoid(
                x.data(),
                x.at(k),
                softplus.data(),
                softplus.at(k),
                sigmoid.data(),
                sigmoid.at(k),
                n));
  }
}
