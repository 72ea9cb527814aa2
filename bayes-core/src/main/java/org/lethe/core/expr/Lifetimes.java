package org.lethe.core.expr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * In what order a program computes its nodes, and until when each must be kept. A time is a
 * position in that order.
 */
final class Lifetimes {

  private static final int FOREVER = Integer.MAX_VALUE;

  private final Schedule program;
  private final List<Integer> order;
  private final int[] time;
  private final int[] last;
  private final List<List<Integer>> ends = new ArrayList<>();

  Lifetimes(Schedule program) {
    this.program = program;
    int n = program.graph().entries().size();
    order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingInt(i -> stage(program.phase(i))))
            .toList();
    time = new int[n];
    for (int t = 0; t < n; t++) {
      time[order.get(t)] = t;
      ends.add(new ArrayList<>());
    }
    last = lastUses();
    for (int i = 0; i < n; i++) {
      if (last[i] != FOREVER && !isAlias(i)) {
        ends.get(last[i]).add(i);
      }
    }
  }

  /**
   * Constants first, once; then, at each call, what needs no rows, all blocks of rows, the rest.
   */
  private static int stage(Phase phase) {
    return phase == Phase.REDUCTION ? Phase.ROWS.ordinal() : phase.ordinal();
  }

  private int[] lastUses() {
    List<Canonical.Entry> entries = program.graph().entries();
    int[] out = new int[entries.size()];
    for (int i = out.length - 1; i >= 0; i--) {
      if (program.isOutput(i) || entries.get(i).node() instanceof Node.Ones) {
        out[i] = FOREVER;
      }
      out[i] = Math.max(out[i], computedAt(i));
      for (int arg : entries.get(i).args()) {
        // what an alias keeps alive, it keeps alive in its argument
        int use = isAlias(i) ? out[i] : readUntil(arg, i);
        out[arg] = Math.max(out[arg], use);
      }
    }
    return out;
  }

  /** A block that reads what lies outside of the rows is followed by others that do. */
  private int readUntil(int arg, int user) {
    boolean again =
        program.phase(arg) != Phase.ROWS && stage(program.phase(user)) == Phase.ROWS.ordinal();
    return again ? endOfRows() : computedAt(user);
  }

  private int computedAt(int i) {
    return time[program.pairs().at(i)];
  }

  private int endOfRows() {
    int t = order.size() - 1;
    while (program.phase(order.get(t)) == Phase.EPILOGUE) {
      t--;
    }
    return t;
  }

  /** The nodes by the time at which they are computed. */
  List<Integer> order() {
    return order;
  }

  /** The nodes with places of their own that are read for the last time at time t. */
  List<Integer> endingAt(int t) {
    return ends.get(t);
  }

  /** The node in whose place this one lies: itself, or what it is an alias of. */
  int owner(int i) {
    int owner = i;
    while (isAlias(owner)) {
      owner = program.graph().entries().get(owner).args().get(0);
    }
    return owner;
  }

  private boolean isAlias(int i) {
    return Allocation.isAlias(program, i);
  }
}
