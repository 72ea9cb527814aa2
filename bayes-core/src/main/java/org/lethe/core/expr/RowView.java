package org.lethe.core.expr;

/** Where the rows of the current block lie, row by row: in the table itself or gathered. */
final class RowView {

  private double[] data = {};
  private double[] gathered = {};
  private int offset;
  private int stride;

  /** Points at rows that lie in a row in the table. */
  void inPlace(RowTable table, int first) {
    data = table.data();
    stride = table.stride();
    offset = RowTable.START + first * stride;
  }

  /** Copies the listed rows together. */
  void gather(RowTable table, int[] index, int from, int rows, int capacity) {
    stride = table.stride();
    if (gathered.length < capacity * stride) {
      gathered = new double[capacity * stride];
    }
    Kernels.get().gather(table.data(), RowTable.START, stride, index, from, rows, gathered);
    data = gathered;
    offset = 0;
  }

  double[] data() {
    return data;
  }

  int offset() {
    return offset;
  }

  int stride() {
    return stride;
  }
}
