package org.lethe.inference.svi;

import java.util.Arrays;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;

/**
 * The minibatch of each step, a function of the step alone: nothing is advanced, so a resumed run
 * sees the same rows.
 */
final class BatchSampler {

  private final Batch all;
  private final Minibatch how;
  private final RandomStream random;
  private final int rows;
  private final int[] index;
  private final double[] weight;
  private final Batch minibatch;

  BatchSampler(Batch all, Minibatch how, RandomStream random) {
    this.all = all;
    this.how = how;
    this.random = random;
    this.rows = Math.min(rows(how, all.size()), all.size());
    this.index = new int[rows];
    this.weight = new double[rows];
    this.minibatch = new Batch(all.rows(), index, weight, 0, rows);
    Arrays.fill(weight, all.size() / (double) rows);
  }

  private static int rows(Minibatch how, int all) {
    if (how instanceof Minibatch.Shuffled shuffled) {
      return shuffled.rows();
    }
    return how instanceof Minibatch.Replaced replaced ? replaced.rows() : all;
  }

  /** Whether every step sees every row once. */
  boolean isFull() {
    return how instanceof Minibatch.Full
        || (how instanceof Minibatch.Shuffled && rows == all.size());
  }

  int rows() {
    return rows;
  }

  /** The rows of step t = 1, 2, …; valid until the next call. */
  Batch at(long t) {
    if (isFull()) {
      return all;
    }
    if (how instanceof Minibatch.Replaced) {
      random.at(t, Purpose.MINIBATCH).below(all.size(), index, 0, rows);
    }
    for (int i = 0; i < rows; i++) {
      take(i, how instanceof Minibatch.Replaced ? index[i] : shuffled(t, i));
    }
    return minibatch;
  }

  private int shuffled(long t, int i) {
    long position = (t - 1) * rows + i;
    long epoch = position / all.size();
    return random.at(epoch, Purpose.MINIBATCH).permuted((int) (position % all.size()), all.size());
  }

  private void take(int i, int entry) {
    int at = all.from() + entry;
    index[i] = all.index().length == 0 ? at : all.index()[at];
    if (all.weight().length > 0) {
      weight[i] = all.weight()[at] * all.size() / rows;
    }
  }
}
