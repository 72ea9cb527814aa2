package org.lethe.core.expr;

/**
 * Where the rows of the current block begin in a row table. They are read where they lie: copying a
 * minibatch together first costs more than reading it twice.
 */
final class RowView {

  private double[] data = {};
  private int[] starts = {};
  private double[] lanes = {};

  /** Points at {@code rows} rows of the table from {@code first} on. */
  void inOrder(RowTable table, int first, int rows) {
    room(rows);
    data = table.data();
    int at = table.start(first);
    for (int r = 0; r < rows; r++) {
      starts[r] = at + r * table.stride();
    }
  }

  /** Points at rows {@code index[from]}, … of the table. */
  void listed(RowTable table, int[] index, int from, int rows) {
    room(rows);
    data = table.data();
    for (int r = 0; r < rows; r++) {
      starts[r] = table.start(index[from + r]);
    }
  }

  private void room(int rows) {
    if (starts.length < rows) {
      starts = new int[rows];
      lanes = new double[rows * Buffer.ALIGNED];
    }
  }

  /** The numbers of the table. */
  double[] data() {
    return data;
  }

  /** Where each row of the block begins in {@link #data}. */
  int[] starts() {
    return starts;
  }

  /** Room for the sums of each row in the lanes of one vector. */
  double[] lanes() {
    return lanes;
  }
}
