package org.lethe.core.expr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the columns that a program reads lie in one row of a row-major table: wide groups first, each
 * from a multiple of 8 on, then single columns. Products with a wide group can then read whole
 * rows, and a batch is gathered row by row.
 */
final class RowLayout {

  /** So few columns are quicker one by one, with rows in the lanes. */
  private static final int NARROW = 16;

  private final List<String> names = new ArrayList<>();
  private final Map<Node.Columns, Integer> position = new HashMap<>();
  private final Set<Node.Columns> tableOnly = new HashSet<>();

  RowLayout(List<Canonical.Entry> entries, Set<Integer> outputs) {
    List<Node.Columns> leaves = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).node() instanceof Node.Columns c) {
        leaves.add(c);
        if (c.names().size() > NARROW && !outputs.contains(i) && readAsTable(entries, i)) {
          tableOnly.add(c);
        }
      }
    }
    leaves.sort((a, b) -> Integer.compare(b.shape().rank(), a.shape().rank()));
    for (Node.Columns leaf : leaves) {
      boolean wide = leaf.shape().rank() == 1;
      while (wide && names.size() % Buffer.ALIGNED != 0) {
        names.add("");
      }
      position.put(leaf, names.size());
      names.addAll(leaf.names());
    }
    boolean aligned = leaves.stream().anyMatch(leaf -> leaf.shape().rank() == 1);
    while (aligned && names.size() % Buffer.ALIGNED != 0) {
      names.add("");
    }
  }

  private static boolean readAsTable(List<Canonical.Entry> entries, int leaf) {
    for (Canonical.Entry user : entries) {
      for (int k = 0; k < user.args().size(); k++) {
        if (user.args().get(k) == leaf && !readsTable(user, k)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean readsTable(Canonical.Entry user, int arg) {
    return user.node() instanceof Node.Apply a && a.op().readsTable(arg, a.args());
  }

  /** The column at each place of a row; empty where there is padding. */
  List<String> names() {
    return names;
  }

  int position(Node.Columns leaf) {
    return position.getOrDefault(leaf, 0);
  }

  /** Whether a leaf is read only by products that take rows as they lie in the table. */
  boolean isTableOnly(Node.Columns leaf) {
    return tableOnly.contains(leaf);
  }
}
