package org.lethe.core.expr;

import java.util.HashMap;
import java.util.Map;
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

  private final Map<String, double[]> columns = new HashMap<>();
  private Optional<Table> table = Optional.empty();
  private int[] index = {};
  private double[] weight = {};
  private int from;
  private int size;

  void bind(Schedule program, Table data, int[] index, double[] weight, int from, int to) {
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
      for (String name : program.columns()) {
        columns.put(name, data.column(name));
      }
      table = Optional.of(data);
    }
    this.index = index;
    this.weight = weight;
    this.from = from;
    this.size = to - from;
  }

  boolean isBound() {
    return table.isPresent();
  }

  int size() {
    return size;
  }

  private int blocks() {
    return (size + BLOCK - 1) / BLOCK;
  }

  /** How many rows every block but the last holds. */
  int blockSize() {
    int blocks = blocks();
    return blocks == 0 ? 0 : (size + blocks - 1) / blocks;
  }

  int groups() {
    return Math.min(blocks(), GROUPS);
  }

  int firstBlock(int group) {
    return (int) ((long) group * blocks() / groups());
  }

  /** Copies a column of one block into its lanes. */
  void load(String name, int start, int rows, double[] out, int at) {
    double[] column = columns.get(name);
    if (column == null) {
      throw new IllegalStateException("rows: column '" + name + "' is not bound");
    }
    if (index.length == 0) {
      System.arraycopy(column, from + start, out, at, rows);
    } else {
      for (int r = 0; r < rows; r++) {
        out[at + r] = column[index[from + start + r]];
      }
    }
  }

  /** Copies the weights of one block into its lanes. */
  void loadWeights(int start, int rows, double[] out, int at) {
    for (int r = 0; r < rows; r++) {
      out[at + r] = weight.length == 0 ? 1 : weight[from + start + r];
    }
  }
}
