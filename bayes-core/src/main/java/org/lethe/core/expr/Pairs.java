package org.lethe.core.expr;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Softplus and sigmoid of one argument, as a logistic likelihood and its gradient need them: they
 * share an exponential and a division, so both are computed where the first of them is due.
 */
final class Pairs {

  private static final int NONE = -1;

  private final int[] second;
  private final boolean[] done;

  Pairs(List<Canonical.Entry> entries, List<Phase> phases) {
    second = new int[entries.size()];
    done = new boolean[entries.size()];
    Arrays.fill(second, NONE);
    Map<Integer, Integer> first = new HashMap<>();
    for (int i = 0; i < second.length; i++) {
      if (is(entries.get(i), Unary.SOFTPLUS) || is(entries.get(i), Unary.SIGMOID)) {
        int other = first.getOrDefault(entries.get(i).args().get(0), NONE);
        if (other == NONE) {
          first.put(entries.get(i).args().get(0), i);
        } else if (phases.get(i) == phases.get(other)) {
          second[other] = i;
          done[i] = true;
        }
      }
    }
  }

  private static boolean is(Canonical.Entry entry, Unary op) {
    return entry.node() instanceof Node.Apply a && a.op() == op;
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

  /** The step for both; {@code softplus} and {@code sigmoid} have the shape of x. */
  static Step step(Buffer softplus, Buffer sigmoid, Buffer x) {
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
