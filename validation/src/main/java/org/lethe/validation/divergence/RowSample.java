package org.lethe.validation.divergence;

import java.util.ArrayList;
import java.util.List;
import org.lethe.core.data.Table;
import org.lethe.core.random.RandomStream;

/**
 * As many rows as an average over draws can afford: all of them, or a random sample.
 *
 * @param rows in random order where they are a sample, so that the rows of a group are one too
 * @param of how many rows there are
 */
record RowSample(Table rows, int of) {

  /** At most so many rows. */
  static RowSample atMost(int most, Table rows, RandomStream random) {
    if (rows.size() <= most) {
      return new RowSample(rows, rows.size());
    }
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      ids.add(rows.ids().get(random.permuted(i, rows.size())));
    }
    return new RowSample(rows.select(ids), rows.size());
  }

  boolean isAll() {
    return rows.size() == of;
  }

  /** Words to add to how a number was found. */
  String words() {
    return isAll() ? "" : ", on " + rows.size() + " of the " + of + " rows";
  }
}
