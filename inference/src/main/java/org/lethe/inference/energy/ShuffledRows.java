package org.lethe.inference.energy;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.IntStream;
import org.lethe.core.data.Table;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * Rows in the random order of a seed. All chains of a fit share the shuffled copy of a table, which
 * lives as long as the table, or until it is shuffled by another seed.
 */
final class ShuffledRows {

  private record Copy(long seed, Table rows) {}

  private static final Map<Table, Copy> MADE = new WeakHashMap<>();

  private ShuffledRows() {}

  /** The same rows with the same weights. */
  static Batch of(Batch all, long seed) {
    boolean whole = all.index().length == 0 && all.size() == all.rows().size();
    boolean unweighted = all.weight().length == 0;
    if (whole && unweighted) {
      return Batch.of(shared(all.rows(), seed));
    }
    int[] order = order(all.size(), seed);
    double[] weight =
        unweighted
            ? all.weight()
            : IntStream.of(order).mapToDouble(i -> all.weight()[all.from() + i]).toArray();
    Table rows = whole ? shared(all.rows(), seed) : all.rows().rows(positions(all, order));
    return new Batch(rows, new int[0], weight, 0, all.size());
  }

  private static int[] order(int n, long seed) {
    RandomStream random = RandomStream.of(seed).at(0, Purpose.MINIBATCH);
    return IntStream.range(0, n).map(i -> random.permuted(i, n)).toArray();
  }

  private static int[] positions(Batch all, int[] order) {
    return IntStream.of(order)
        .map(i -> all.from() + i)
        .map(at -> all.index().length == 0 ? at : all.index()[at])
        .toArray();
  }

  private static Table shared(Table rows, long seed) {
    synchronized (MADE) {
      Copy made = MADE.get(rows);
      if (made == null || made.seed() != seed) {
        made = new Copy(seed, rows.rows(order(rows.size(), seed)));
        MADE.put(rows, made);
      }
      return made.rows();
    }
  }
}
