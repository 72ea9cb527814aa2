package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lethe.core.data.Table;

/** Products with so many columns that rows are read where they lie. */
class WideTableTest {

  private static final double[] ONES = {};

  private static double x(int row, int column) {
    return Math.sin(1.3 * row + 0.7 * column * column);
  }

  private static Table table(int rows, int columns) {
    Map<String, double[]> data = new LinkedHashMap<>();
    for (int j = 0; j < columns; j++) {
      int column = j;
      data.put("x" + j, IntStream.range(0, rows).mapToDouble(i -> x(i, column)).toArray());
    }
    return Table.of(data);
  }

  private static Program.Executor program(int columns) {
    Expr w = Expr.input("w", columns);
    String[] names = IntStream.range(0, columns).mapToObj(j -> "x" + j).toArray(String[]::new);
    Expr f = Expr.columns(names).matmul(w).square().times(0.5).times(Expr.weight()).sumRows();
    Program program = Program.of(List.of(w), List.of(f, Gradient.of(f, w).get(0)));
    return program.on(Device.cpu(1), Precision.DOUBLE);
  }

  private static double[] weights(int columns) {
    return IntStream.range(0, columns).mapToDouble(j -> Math.cos(j)).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 24, 32, 50, 64, 73})
  void valueAndGradientEqualADirectComputationForAnyNumberOfRows(int columns) {
    Table t = table(600, columns);
    double[] w = weights(columns);
    try (Program.Executor run = program(columns)) {
      for (int rows : new int[] {1, 2, 7, 8, 9, 15, 16, 23, 40, 599}) {
        int[] index = IntStream.range(0, rows).map(i -> i * 7 % 600).toArray();
        double[] expected = new double[columns + 1];
        for (int i : index) {
          double f = 0;
          for (int j = 0; j < columns; j++) {
            f += x(i, j) * w[j];
          }
          expected[0] += 0.5 * f * f;
          for (int j = 0; j < columns; j++) {
            expected[j + 1] += f * x(i, j);
          }
        }
        double[] out = new double[columns + 1];
        run.rows(t, index, ONES, 0, rows);
        run.call(w, out);
        assertThat(out).containsExactly(expected, within(1e-11 * rows));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 20, 50})
  void rowsInOrderGiveTheSumsOfTheSameRowsListed(int columns) {
    Table t = table(1111, columns);
    double[] w = weights(columns);
    double[] inOrder = new double[columns + 1];
    double[] listed = new double[columns + 1];
    try (Program.Executor run = program(columns)) {
      for (int from : new int[] {0, 1, 500}) {
        for (int rows : new int[] {1, 7, 8, 71, 130, 611}) {
          run.rows(t, new int[0], ONES, from, from + rows);
          run.call(w, inOrder);
          run.rows(t, IntStream.range(0, 1111).toArray(), ONES, from, from + rows);
          run.call(w, listed);
          // columns in turn here and vectors of columns there: each product of at most 1, and each
          // sum, rounds once, and predictors are at most √columns·√columns
          double rounding = Math.ulp(1.0) * columns * columns * rows;
          assertThat(listed).containsExactly(inOrder, within(rounding));
        }
      }
    }
  }

  @Test
  void anIndexRefilledInPlaceIsReadAnewByTheNextCall() {
    Table t = table(100, 20);
    int[] index = IntStream.range(0, 30).toArray();
    double[] refilled = new double[21];
    double[] fresh = new double[21];
    try (Program.Executor run = program(20)) {
      run.rows(t, index, ONES, 0, 30);
      run.call(weights(20), refilled);
      Arrays.setAll(index, i -> 99 - i);
      run.call(weights(20), refilled);
      run.rows(t, index.clone(), ONES, 0, 30);
      run.call(weights(20), fresh);
    }
    assertThat(refilled).containsExactly(fresh);
  }

  @Test
  void aMillionStepsOverListedRowsAllocateNothing() {
    Table t = table(100, 40);
    int[] index = IntStream.range(0, 16).toArray();
    double[] w = weights(40);
    double[] out = new double[41];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Program.Executor run = program(40)) {
      run.rows(t, index, ONES, 0, index.length);
      long allocated = Long.MAX_VALUE;
      // vectors live on the heap until their loops are compiled, which happens in the background
      for (int round = 0; round < 8 && allocated > 0; round++) {
        allocated = allocated(threads, run, 1_000_000, index, w, out);
      }
      assertThat(allocated).isZero();
    }
  }

  private static long allocated(
      ThreadMXBean threads,
      Program.Executor run,
      int steps,
      int[] index,
      double[] w,
      double[] out) {
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < steps; i++) {
      index[i % index.length] = i % 100;
      run.call(w, out);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
