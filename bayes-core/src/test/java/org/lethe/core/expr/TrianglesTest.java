package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lethe.core.data.Table;

/** Products that leave out the zeros of a triangle, or what nothing reads, against whole ones. */
class TrianglesTest {

  /** Sums of some hundred products of numbers below 2. */
  private static final double TOLERANCE = 1e-12;

  private static double[] irregular(int n, double phase) {
    return IntStream.range(0, n).mapToDouble(i -> Math.sin(1.7 * i + phase)).toArray();
  }

  private static DMatrixRMaj lower(int n, double[] packed) {
    DMatrixRMaj l = new DMatrixRMaj(n, n);
    for (int i = 0, k = 0; i < n; i++) {
      for (int j = 0; j <= i; j++, k++) {
        l.set(i, j, packed[k]);
      }
    }
    return l;
  }

  @Test
  void trianglesAreSeenThroughScalingsSumsTransposesAndFactors() {
    int n = 20;
    Expr full = Expr.vector(irregular(n * n, 0.2)).reshape(n, n);
    Expr l = full.tril();
    Expr scaled = l.times(Expr.vector(irregular(n, 1)).reshape(n, 1)).plus(l).negate();
    for (Expr lower : List.of(l, scaled, full.cholesky(), scaled.reshape(n, 1, n).reshape(n, n))) {
      assertThat(held(lower)).isEqualTo(Triangle.LOWER);
      assertThat(held(lower.transpose())).isEqualTo(Triangle.UPPER);
    }
    assertThat(held(full)).isEqualTo(Triangle.ALL);
    assertThat(held(l.plus(full))).isEqualTo(Triangle.ALL);
    assertThat(held(l.plus(l.transpose()))).isEqualTo(Triangle.ALL);
  }

  private static Triangle held(Expr matrix) {
    Expr product = matrix.matmul(matrix);
    Schedule program = (Schedule) Program.of(List.of(), List.of(product));
    return program.triangles().held(program.graph().number(matrix));
  }

  @Test
  void whatIsReadOfASumIsSeenThroughWhatReadsIt() {
    Expr x = Expr.columns("a", "b").matmul(Expr.vector(irregular(40, 0.3)).reshape(2, 20));
    Expr outer = RowOuter.of(x, x);
    Expr factor = Expr.vector(irregular(20, 1)).reshape(20, 1);
    assertThat(wanted(outer, outer.negate().tril())).isEqualTo(Triangle.LOWER);
    assertThat(wanted(outer, outer.times(factor).transpose().tril())).isEqualTo(Triangle.UPPER);
    Expr l = Expr.vector(irregular(400, 1)).reshape(20, 20).tril();
    assertThat(wanted(outer, outer.times(l).sum())).isEqualTo(Triangle.LOWER);
    assertThat(wanted(outer, outer.tril(), outer.sum())).isEqualTo(Triangle.ALL);
    assertThat(wanted(outer, outer)).isEqualTo(Triangle.ALL);
  }

  private static Triangle wanted(Expr product, Expr... outputs) {
    Schedule program = (Schedule) Program.of(List.of(), List.of(outputs));
    return program.triangles().wanted(program.graph().number(product));
  }

  @ParameterizedTest
  @CsvSource({"16, 3", "17, 8", "23, 40", "40, 33", "52, 300"})
  void productsOfTrianglesAndTheirDerivativesEqualWholeOnes(int n, int rows) {
    double[] packed = irregular(n * (n + 1) / 2, 0.4);
    double[] table = irregular(rows * n, 0.9);
    DMatrixRMaj l = lower(n, packed);
    DMatrixRMaj x = new DMatrixRMaj(rows, n, true, table);
    DMatrixRMaj b = new DMatrixRMaj(rows, n);
    CommonOps_DDRM.mult(x, l, b);
    DMatrixRMaj back = new DMatrixRMaj(rows, n);
    CommonOps_DDRM.multTransB(b, l, back);
    DMatrixRMaj slope = new DMatrixRMaj(n, n);
    CommonOps_DDRM.multTransA(x, b, slope);

    Expr p = Expr.input("p", packed.length);
    Expr factor = Expr.lowerTriangular(p, n);
    Expr inRows = columns(n);
    Expr product = inRows.matmul(factor);
    Expr half = product.square().sum().times(0.5).sumRows();
    Table t = table(rows, n, table);
    assertThat(Evaluate.rows(product, p, t, packed)).containsExactly(b.data, within(TOLERANCE));
    assertThat(Evaluate.rows(product.matmul(factor.transpose()), p, t, packed))
        .containsExactly(back.data, within(TOLERANCE * n));
    double[] gradient = Evaluate.rows(Gradient.of(half, p).get(0), p, t, packed);
    for (int i = 0, k = 0; i < n; i++) {
      for (int j = 0; j <= i; j++, k++) {
        assertThat(gradient[k]).isCloseTo(slope.get(i, j), within(TOLERANCE * rows));
      }
    }
  }

  private static Expr columns(int n) {
    return Expr.columns(IntStream.range(0, n).mapToObj(j -> "x" + j).toArray(String[]::new));
  }

  private static Table table(int rows, int n, double[] numbers) {
    Map<String, double[]> columns = new HashMap<>();
    for (int j = 0; j < n; j++) {
      int column = j;
      columns.put(
          "x" + j, IntStream.range(0, rows).mapToDouble(r -> numbers[r * n + column]).toArray());
    }
    return Table.of(columns);
  }

  @ParameterizedTest
  @CsvSource({"3, 5, 2", "8, 16, 7", "20, 31, 9", "33, 40, 41"})
  void transposedFactorsAreReadWhereTheyLie(int m, int k, int n) {
    double[] left = irregular(m * k, 0.1);
    double[] right = irregular(k * n, 0.7);
    DMatrixRMaj expected = new DMatrixRMaj(m, n);
    CommonOps_DDRM.mult(
        new DMatrixRMaj(m, k, true, left), new DMatrixRMaj(k, n, true, right), expected);
    Expr a = Expr.input("a", m, k);
    Expr b = Expr.input("b", k, n);
    Expr at = Expr.input("at", k, m);
    Expr bt = Expr.input("bt", n, k);
    double[] turnedLeft = transposed(m, k, left);
    double[] turnedRight = transposed(k, n, right);
    Program program =
        Program.of(
            List.of(a, b, at, bt),
            List.of(
                a.matmul(bt.transpose()),
                at.transpose().matmul(b),
                at.transpose().matmul(bt.transpose())));
    double[] in =
        Stream.of(left, right, turnedLeft, turnedRight).flatMapToDouble(Arrays::stream).toArray();
    double[] out = new double[3 * m * n];
    try (Program.Executor executor = program.on(Device.cpu(1), Precision.DOUBLE)) {
      executor.call(in, out);
    }
    for (int product = 0; product < 3; product++) {
      assertThat(Arrays.copyOfRange(out, product * m * n, (product + 1) * m * n))
          .containsExactly(expected.data, within(TOLERANCE));
    }
  }

  private static double[] transposed(int m, int n, double[] x) {
    return CommonOps_DDRM.transpose(new DMatrixRMaj(m, n, true, x), null).data;
  }

  @Test
  void constantsAreTransposedOnceAndNotSeenTurnedAtEveryCall() {
    Expr x = Expr.input("x", 9, 9);
    Expr turned = x.transpose();
    Expr constant = Expr.vector(irregular(81, 0.3)).reshape(9, 9).transpose();
    Expr product = x.matmul(turned).matmul(constant);
    Schedule program = (Schedule) Program.of(List.of(x), List.of(product));
    assertThat(isView(program, turned)).isTrue();
    assertThat(isView(program, constant)).isFalse();
  }

  private static boolean isView(Schedule program, Expr matrix) {
    return program.triangles().isTransposedView(program.graph().number(matrix));
  }
}
