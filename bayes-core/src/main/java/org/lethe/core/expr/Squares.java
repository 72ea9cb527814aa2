package org.lethe.core.expr;

import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Which squares of a program are not computed, since sums alone read them: those square what they
 * read.
 */
final class Squares {

  private final BitSet summed = new BitSet();

  Squares(List<Canonical.Entry> entries, Set<Integer> outputs) {
    for (int i = 0; i < entries.size(); i++) {
      summed.set(
          i,
          !outputs.contains(i)
              && entries.get(i).node() instanceof Node.Apply a
              && a.op() == Unary.SQUARE);
    }
    for (Canonical.Entry entry : entries) {
      if (!(entry.node() instanceof Node.Apply a && a.op() instanceof Sum)) {
        entry.args().forEach(summed::clear);
      }
    }
  }

  /** Whether this is a square that sums alone read: its place is that of its root. */
  boolean areSummed(int i) {
    return summed.get(i);
  }
}
