package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;

/** Sums of squares, which are not computed where nothing else reads them. */
class SquaresTest {

  /** Some twenty squares below 4, each rounded, and their sum. */
  private static final double TOLERANCE = 1e-13;

  private static final double[] IRREGULAR =
      IntStream.range(0, 21).mapToDouble(i -> 2 * Math.sin(1.7 * i + 0.3)).toArray();

  @Test
  void sumsOverEitherDimensionSquareTheRoots() {
    Expr x = Expr.input("x", 3, 7);
    Expr square = x.square();
    List<Expr> outputs = List.of(square.sum(0), square.sum(1));
    assertThat(isComputed(x, square, outputs)).isFalse();
    double[] expected = new double[10];
    for (int i = 0; i < 21; i++) {
      expected[i % 7] += IRREGULAR[i] * IRREGULAR[i];
      expected[7 + i / 7] += IRREGULAR[i] * IRREGULAR[i];
    }
    assertThat(run(x, outputs, Table.of(Map.of()), 10))
        .containsExactly(expected, within(TOLERANCE));
  }

  @Test
  void squaresThatSomethingElseReadsAreComputed() {
    Expr x = Expr.input("x", 3, 7);
    Expr square = x.square();
    for (Expr other : List.of(square, square.plus(1), square.reshape(21), square.square())) {
      List<Expr> outputs = List.of(square.sum(0), other);
      assertThat(isComputed(x, square, outputs)).isTrue();
      double[] out = run(x, outputs, Table.of(Map.of()), 28);
      for (int i = 0; i < 7; i++) {
        double a = IRREGULAR[i];
        double b = IRREGULAR[i + 7];
        double c = IRREGULAR[i + 14];
        assertThat(out[i]).isCloseTo(a * a + b * b + c * c, within(TOLERANCE));
      }
    }
  }

  @Test
  void rowsAreSquaredWhereTheyLie() {
    int rows = 1100;
    double[] a = IntStream.range(0, rows).mapToDouble(i -> Math.sin(1.3 * i)).toArray();
    double[] b = IntStream.range(0, rows).mapToDouble(i -> Math.cos(0.7 * i)).toArray();
    Expr x = Expr.input("x", 3, 7);
    Expr each = Expr.columns("a", "b").times(x.reshape(21).slice(0, 2));
    Expr norm = each.square().sum(0);
    Expr again = each.sum(0); // the roots are still theirs
    double[] out = run(x, List.of(norm, again), Table.of(Map.of("a", a, "b", b)), 2 * rows);
    for (int r = 0; r < rows; r++) {
      double u = IRREGULAR[0] * a[r];
      double v = IRREGULAR[1] * b[r];
      assertThat(out[r]).isCloseTo(u * u + v * v, within(TOLERANCE));
      assertThat(out[rows + r]).isCloseTo(u + v, within(TOLERANCE));
    }
  }

  @Test
  void eitherKernelAddsSquaresAndWritesNothingElse() {
    for (Kernels kernels : List.of(PlainKernels.INSTANCE, new VectorKernels())) {
      for (int n = 0; n <= 17; n++) {
        double[] out = new double[21];
        Arrays.fill(out, 0.5);
        kernels.addSquares(IRREGULAR, 3, out, 2, n);
        for (int i = 0; i < out.length; i++) {
          boolean inside = i >= 2 && i < 2 + n;
          double x = inside ? IRREGULAR[i + 1] : 0;
          assertThat(out[i]).isCloseTo(0.5 + x * x, within(TOLERANCE));
        }
      }
    }
  }

  private static boolean isComputed(Expr input, Expr square, List<Expr> outputs) {
    Schedule program = (Schedule) Program.of(List.of(input), outputs);
    return !program.squares().areSummed(program.graph().number(square));
  }

  private static double[] run(Expr input, List<Expr> outputs, Table rows, int size) {
    Program program = Program.of(List.of(input), outputs);
    try (Program.Executor run = program.on(Device.cpu(1), Precision.DOUBLE)) {
      run.rows(rows, new int[0], new double[0], 0, rows.size());
      double[] out = new double[size];
      run.call(IRREGULAR, out);
      return out;
    }
  }
}
