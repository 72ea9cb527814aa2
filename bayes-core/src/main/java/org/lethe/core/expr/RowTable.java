package org.lethe.core.expr;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.lethe.core.data.Table;

/** Columns of a table laid out row by row, made once for all programs that read the same ones. */
record RowTable(double[] data, int stride) {

  /**
   * Where the first row begins. A large array starts at a multiple of 64 bytes and its elements 16
   * bytes later: six more numbers, and aligned rows lie in as few cache lines as there can be.
   */
  private static final int START = 6;

  private static final Map<Table, Map<List<String>, RowTable>> MADE = new WeakHashMap<>();

  /** Where a row begins in {@link #data}. */
  int start(int row) {
    return START + row * stride;
  }

  static RowTable of(Table table, List<String> names) {
    synchronized (MADE) {
      Map<List<String>, RowTable> layouts = MADE.computeIfAbsent(table, t -> new HashMap<>());
      return layouts.computeIfAbsent(names, n -> pack(table, n));
    }
  }

  private static RowTable pack(Table table, List<String> names) {
    int stride = names.size();
    double[] data = new double[Math.addExact(START, Math.multiplyExact(table.size(), stride))];
    for (int k = 0; k < stride; k++) {
      if (!names.get(k).isEmpty()) {
        double[] column = table.column(names.get(k));
        for (int r = 0; r < column.length; r++) {
          data[START + r * stride + k] = column[r];
        }
      }
    }
    return new RowTable(data, stride);
  }
}
