package org.lethe.core.expr;

/**
 * Where the rows of the current block lie: consecutive ones in the columns of the table, from
 * {@link #first} on, listed ones in a row table, at {@link #starts}. They are read where they lie:
 * copying a minibatch together first costs more than reading it twice.
 */
final class RowView {

  private static final double[][] NONE = {};

  private double[] data = {};
  private int[] starts = {};
  private double[] lanes = {};
  private double[][] columns = NONE;
  private int first;

  /** Points at the rows from {@code row} on. */
  void inOrder(double[][] table, int row) {
    columns = table;
    first = row;
  }

  /** Points at rows {@code index[from]}, … of the table. */
  void listed(RowTable table, int[] index, int from, int rows) {
    room(rows);
    columns = NONE;
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

  /** Whether the rows are consecutive and read from columns. */
  boolean isInOrder() {
    return columns.length > 0;
  }

  /** The columns of the table, by their place in a row. */
  double[][] columns() {
    return columns;
  }

  /** The first row of the block. */
  int first() {
    return first;
  }

  /** The numbers of the row table. */
  double[] data() {
    return data;
  }

  /** Where each listed row of the block begins in {@link #data}. */
  int[] starts() {
    return starts;
  }

  /** Room for the sums of each row in the lanes of one vector. */
  double[] lanes() {
    return lanes;
  }
}
