package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lethe.core.data.Table;

/** Two points in one program read a table once, and get the bits that each gets alone. */
class PairedProductsTest {

  private static final double[] ONES = {};
  private static final int ROWS = 700;

  private static Table table(int columns) {
    Map<String, double[]> data = new LinkedHashMap<>();
    for (int j = 0; j < columns; j++) {
      int column = j;
      data.put(
          "x" + j,
          IntStream.range(0, ROWS)
              .mapToDouble(i -> Math.sin(1.3 * i + 0.7 * column * column))
              .toArray());
    }
    return Table.of(data);
  }

  private static Expr energy(Expr w, int columns) {
    String[] names = IntStream.range(0, columns).mapToObj(j -> "x" + j).toArray(String[]::new);
    return Expr.columns(names).matmul(w).softplus().times(Expr.weight()).sumRows();
  }

  private static Program.Executor gradient(int columns) {
    Expr at = Expr.input("w", columns);
    Expr f = energy(at, columns);
    return Program.of(List.of(at), List.of(f, Gradient.of(f, at).get(0)))
        .on(Device.cpu(1), Precision.DOUBLE);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 20, 23, 32, 50, 73})
  void twoPointsAndTheDifferenceOfTheirGradients(int columns) {
    Expr at = Expr.input("w", columns);
    Expr there = Expr.input("v", columns);
    Expr f = energy(at, columns);
    Expr g = energy(there, columns);
    Expr slope = Gradient.of(f, at).get(0);
    Expr slopeThere = Gradient.of(g, there).get(0);
    Table t = table(columns);
    double[] w = IntStream.range(0, columns).mapToDouble(Math::cos).toArray();
    double[] v = IntStream.range(0, columns).mapToDouble(j -> Math.sin(3 * j) - 0.2).toArray();
    double[] in = new double[2 * columns];
    System.arraycopy(w, 0, in, 0, columns);
    System.arraycopy(v, 0, in, columns, columns);
    double[] out = new double[3 * columns + 2];
    List<Expr> outputs = List.of(f, slope, g, slopeThere, slope.minus(slopeThere));
    int[] listed = IntStream.range(0, ROWS).map(i -> i * 9 % ROWS).toArray();
    double[] one = new double[columns + 1];
    double[] other = new double[columns + 1];
    try (Program.Executor alone = gradient(columns);
        Program.Executor run =
            Program.of(List.of(at, there), outputs).on(Device.cpu(1), Precision.DOUBLE)) {
      for (int rows : new int[] {1, 2, 7, 8, 9, 15, 23, 40, 100, 600}) {
        for (int[] index : List.of(new int[0], listed)) {
          run.rows(t, index, ONES, 3, 3 + rows);
          run.call(in, out);
          alone.rows(t, index, ONES, 3, 3 + rows);
          alone.call(w, one);
          alone.call(v, other);
          for (int j = 0; j <= columns; j++) {
            assertThat(out[j]).isEqualTo(one[j]);
            assertThat(out[columns + 1 + j]).isEqualTo(other[j]);
          }
          for (int j = 1; j <= columns; j++) {
            assertThat(out[2 * columns + 1 + j]).isEqualTo(one[j] - other[j]);
          }
        }
      }
    }
  }
}
