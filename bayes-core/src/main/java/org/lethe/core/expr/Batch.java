package org.lethe.core.expr;

import java.util.Optional;
import org.lethe.core.data.Table;

/**
 * The rows that are bound, and how they fall into blocks. The division depends on their number
 * alone.
 */
final class Batch {

  /** Rows in a block at most: what a block touches stays in the cache. */
  static final int BLOCK = 512;

  /** Blocks are added up in at most so many groups, each on one thread. */
  private static final int GROUPS = 64;

  private static final double[] NONE = {};

  private final RowLayout layout;
  private double[][] columns = {};
  private Optional<Table> table = Optional.empty();
  private Optional<RowTable> packed = Optional.empty();
  private int[] index = {};
  private double[] weight = {};
  private int from;
  private int size;
  private int blocks;
  private int blockSize;

  Batch(RowLayout layout) {
    this.layout = layout;
  }

  void bind(Table data, int[] index, double[] weight, int from, int to) {
    int available = index.length == 0 ? data.size() : index.length;
    if (from < 0 || to < from || to > available) {
      throw new IllegalArgumentException(
          "rows: from and to must lie inside 0…" + available + ", got " + from + "…" + to);
    }
    if (weight.length != 0 && weight.length != available) {
      throw new IllegalArgumentException(
          "rows: weight must have one number for each of "
              + available
              + " rows, got "
              + weight.length);
    }
    if (table.isEmpty() || table.get() != data) {
      columns =
          layout.names().stream()
              .map(name -> name.isEmpty() ? NONE : data.column(name))
              .toArray(double[][]::new);
      table = Optional.of(data);
      packed = Optional.empty();
    }
    if (packed.isEmpty() && index.length > 0) {
      packed = Optional.of(RowTable.of(data, layout.names()));
    }
    this.index = index;
    this.weight = weight;
    this.from = from;
    if (size != to - from) {
      divide(to - from);
    }
  }

  /** Into blocks of whole vectors, of about the same number in each. */
  private void divide(int rows) {
    size = rows;
    int least = (rows + BLOCK - 1) / BLOCK;
    blockSize = least == 0 ? 0 : Buffer.padded((rows + least - 1) / least);
    blocks = blockSize == 0 ? 0 : (rows + blockSize - 1) / blockSize;
  }

  boolean isBound() {
    return table.isPresent();
  }

  int size() {
    return size;
  }

  /** How many rows every block but the last holds. */
  int blockSize() {
    return blockSize;
  }

  int groups() {
    return Math.min(blocks, GROUPS);
  }

  int firstBlock(int group) {
    return blocks <= GROUPS ? group : (int) ((long) group * blocks / GROUPS);
  }

  /** Points at the rows of one block. */
  void view(int start, int rows, RowView view) {
    if (index.length == 0) {
      view.inOrder(columns, from + start);
    } else if (packed.isPresent()) {
      view.listed(packed.get(), index, from + start, rows);
    }
  }

  /** Copies one column of a block, at {@code place} in a row, into its lanes. */
  void load(RowView view, int place, int start, int rows, double[] out, int at) {
    if (index.length == 0) {
      System.arraycopy(columns[place], from + start, out, at, rows);
    } else {
      double[] data = view.data();
      int[] starts = view.starts();
      for (int r = 0; r < rows; r++) {
        out[at + r] = data[starts[r] + place];
      }
    }
  }

  /** Copies the weights of one block into its lanes. */
  void loadWeights(int start, int rows, double[] out, int at) {
    if (weight.length == 0) {
      Kernels.get().fill(1, out, at, rows);
    } else {
      System.arraycopy(weight, from + start, out, at, rows);
    }
  }
}
