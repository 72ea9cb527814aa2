package org.lethe.inference.energy;

import java.util.Arrays;
import org.lethe.core.data.Table;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomSteps;
import org.lethe.core.random.RandomStream;

/**
 * The minibatch of each step, a function of the step alone: nothing is advanced, so a resumed run
 * sees the same rows. The rows of several small batches are drawn at once, and the batches of a
 * round are used again for the next, so that steps allocate nothing.
 */
public final class BatchSampler {
  private static final int ROWS_AT_ONCE = 4096;

  private final Batch all;
  private final Minibatch how;
  private final RandomSteps random;
  private final int rows;
  private final int[] index;
  private final double[] weight;
  private final int[] starts;
  private final Batch[] batches;
  private long round = -1;

  /**
   * @param all the rows to draw from, with their weights
   * @param how many, and how
   * @param random addresses the draws; its step and purpose are set here
   */
  public BatchSampler(Batch all, Minibatch how, RandomStream random) {
    this.all = how instanceof Minibatch.Blocks ? ShuffledRows.of(all, random.seed()) : all;
    this.how = how;
    this.random = random.steps(Purpose.MINIBATCH);
    this.rows = Math.min(rows(how, all.size()), all.size());
    // at least two, as an energy tells a new batch from the last by its identity
    int atOnce = isFull() ? 0 : Math.max(2, ROWS_AT_ONCE / rows);
    this.index = new int[atOnce * rows];
    this.weight = new double[atOnce * rows];
    this.starts = new int[how instanceof Minibatch.Blocks ? rows : 0];
    this.batches = new Batch[atOnce];
    Arrays.fill(weight, all.size() / (double) rows);
    Table table = this.all.rows();
    Arrays.setAll(batches, k -> new Batch(table, index, weight, k * rows, (k + 1) * rows));
  }

  private static int rows(Minibatch how, int all) {
    if (how instanceof Minibatch.Blocks blocks) {
      return blocks.rows();
    }
    if (how instanceof Minibatch.Shuffled shuffled) {
      return shuffled.rows();
    }
    return how instanceof Minibatch.Replaced replaced ? replaced.rows() : all;
  }

  /** Whether every step sees every row once. */
  public boolean isFull() {
    return how instanceof Minibatch.Full
        || (how instanceof Minibatch.Shuffled && rows == all.size());
  }

  /** Rows in a batch. */
  public int rows() {
    return rows;
  }

  /** The rows of step t = 1, 2, …; valid until the next call. */
  public Batch at(long t) {
    if (isFull()) {
      return all;
    }
    long wanted = (t - 1) / batches.length;
    if (wanted != round) {
      fill(wanted);
      round = wanted;
    }
    return batches[(int) ((t - 1) % batches.length)];
  }

  private void fill(long next) {
    if (how instanceof Minibatch.Replaced) {
      random.at(next).below(all.size(), index, 0, index.length);
    } else if (how instanceof Minibatch.Blocks blocks) {
      runs(next, blocks.run());
    } else {
      shuffle(next * index.length);
    }
    if (all.from() > 0 || all.index().length > 0 || all.weight().length > 0) {
      for (int i = 0; i < index.length; i++) {
        take(i, all.from() + index[i]);
      }
    }
  }

  private void runs(long next, int length) {
    int each = (rows + length - 1) / length;
    int at = 0;
    for (int b = 0; b < batches.length; b++) {
      random.at(next * batches.length + b).below(all.size(), starts, 0, each);
      for (int i = 0; i < rows; i++) {
        int row = starts[i / length] + i % length;
        index[at++] = row < all.size() ? row : row % all.size();
      }
    }
  }

  /** Epoch after epoch, each in an order of its own. */
  private void shuffle(long first) {
    int n = all.size();
    for (int i = 0; i < index.length; i++) {
      index[i] = random.at((first + i) / n).permuted((int) ((first + i) % n), n);
    }
  }

  private void take(int i, int at) {
    index[i] = all.index().length == 0 ? at : all.index()[at];
    if (all.weight().length > 0) {
      weight[i] = all.weight()[at] * all.size() / rows;
    }
  }
}
