package org.lethe.core.expr;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A function and its slope at one argument, as a likelihood and its gradient need them: softplus
 * and sigmoid, log Φ and φ/Φ. They share exponentials and divisions, so both are computed where the
 * first of them is due.
 */
final class Pairs {

  private static final int NONE = -1;

  /** What is paired. */
  private enum Kind {
    LOGISTIC,
    NORMAL
  }

  private final int[] second;
  private final boolean[] done;

  Pairs(List<Canonical.Entry> entries, List<Phase> phases) {
    second = new int[entries.size()];
    done = new boolean[entries.size()];
    Arrays.fill(second, NONE);
    Map<Kind, Map<Integer, Integer>> first = new EnumMap<>(Kind.class);
    for (int i = 0; i < second.length; i++) {
      Optional<Kind> kind = kind(entries.get(i).node());
      if (kind.isPresent()) {
        Map<Integer, Integer> known = first.computeIfAbsent(kind.get(), k -> new HashMap<>());
        int other = known.getOrDefault(entries.get(i).args().get(0), NONE);
        if (other == NONE) {
          known.put(entries.get(i).args().get(0), i);
        } else if (phases.get(i) == phases.get(other)) {
          second[other] = i;
          done[i] = true;
        }
      }
    }
  }

  private static Optional<Kind> kind(Expr e) {
    if (e instanceof Node.Apply a && (a.op() == Unary.SOFTPLUS || a.op() == Unary.SIGMOID)) {
      return Optional.of(Kind.LOGISTIC);
    }
    return e instanceof Node.Apply a && a.op() instanceof LogNormalCdf f && !f.isLast()
        ? Optional.of(Kind.NORMAL)
        : Optional.empty();
  }

  /** Whether another node is computed along with this one. */
  boolean bringsAnother(int i) {
    return second[i] != NONE;
  }

  /** The node computed along with {@code i}. */
  int other(int i) {
    return second[i];
  }

  /** Whether this node has been computed along with an earlier one. */
  boolean isBrought(int i) {
    return done[i];
  }

  /**
   * The step for both; their buffers have the shape of x.
   *
   * @param op that of {@code one}
   */
  static Step step(Primitive op, Buffer one, Buffer other, Buffer x) {
    if (op instanceof LogNormalCdf f) {
      return f.derivative() == 0
          ? LogNormalCdf.both(one, other, x)
          : LogNormalCdf.both(other, one, x);
    }
    return op == Unary.SOFTPLUS ? logistic(one, other, x) : logistic(other, one, x);
  }

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
