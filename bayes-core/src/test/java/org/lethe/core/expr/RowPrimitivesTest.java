package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.data.Table;

class RowPrimitivesTest {

  private static final int N = 700; // more than one block
  private static final double[] A = IntStream.range(0, N).mapToDouble(Math::sin).toArray();
  private static final double[] B =
      IntStream.range(0, N).mapToDouble(i -> Math.cos(3.0 * i)).toArray();
  private static final Table ROWS = Table.of(Map.of("a", A, "b", B));
  private static final Expr AB = Expr.columns("a", "b");
  private static final Expr SCALE = Expr.constant(1.0 / N);
  private static final double[] SIX = {0.3, -1.1, 0.8, 1.2, -0.4, 0.5};

  private static Named<Function<Expr, Expr>> f(String name, Function<Expr, Expr> f) {
    return Named.of(name, x -> f.apply(x).times(SCALE));
  }

  static Stream<Named<Function<Expr, Expr>>> functions() {
    Expr a = Expr.column("a");
    Expr lower = Expr.constant(new double[][] {{1.5, 0}, {0.4, 2}});
    return Stream.of(
        f("rows · matrix", x -> AB.matmul(x.reshape(2, 3)).tanh()),
        f("rows · vector", x -> AB.matmul(x.slice(0, 2)).exp()),
        f("one column as a matrix", x -> Expr.columns("b").matmul(x.slice(0, 1)).exp()),
        f("rows · matrix, softmax", x -> AB.matmul(x.reshape(2, 3)).logSumExp(0)),
        f("row scalar × vector", x -> a.times(x).tanh()),
        f("row vector + scalar", x -> AB.plus(x.at(3)).exp()),
        f("no rows beside rows", x -> x.sum().exp().plus(a).minus(x.at(0).square())),
        f("the same value for every row", x -> x.square().times(Expr.ones())),
        f("a gated row sum", x -> a.times(x.at(1)).exp().sumRows().times(x.at(2).sigmoid())),
        f("sum over dimension", x -> AB.times(x.slice(2, 4)).exp().sum(0)),
        f("running sum in a row", x -> AB.times(x.slice(2, 4)).exp().cumsum(0).square()),
        f("sine and cosine", x -> AB.times(x.slice(0, 2)).sin().times(a.plus(x.at(3)).cos())),
        f("erf and its like", x -> a.times(x).erf().plus(a.plus(x).normalCdf()).square()),
        f("log normal cdf", x -> AB.times(x.slice(0, 2)).times(9).logNormalCdf()),
        f(
            "sum of softplus",
            x -> Node.apply(SoftplusSum.SOFTPLUS_SUM, AB.times(x.slice(0, 2)).plus(x.at(3)))),
        f("log Bessel", x -> a.square().plus(x.square()).logBessel(1).plus(x.logBessel(0))),
        f("slice of a row", x -> AB.times(x.slice(2, 4)).slice(1, 2).exp()),
        f(
            "where",
            x -> a.greaterThan(Expr.constant(0.5)).where(x.at(1).exp(), a.times(x.at(2)).exp())),
        f("where by rows", x -> a.greaterThan(Expr.column("b")).where(x, x.square())),
        f("solve for each row", x -> lower.solveLower(AB.times(x.slice(0, 2))).square()),
        f("solve, transposed", x -> lower.solveLowerTransposed(AB.times(x.slice(0, 2))).exp()),
        f(
            "solve, factor differs",
            x -> Expr.lowerTriangular(x.slice(3, 6).exp(), 2).solveLower(AB)),
        f(
            "reshape in rows",
            x -> AB.matmul(x.reshape(2, 3)).reshape(3, 1).times(x.slice(0, 2)).exp()),
        f("repeat in rows", x -> Take.repeat(AB.matmul(x.slice(0, 2)).exp(), List.of(3))));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void derivativesEqualCentralDifferences(Function<Expr, Expr> f) {
    GradientContract.check(f, ROWS, SIX, 6);
  }

  @Test
  void valuesEqualPlainLoops() {
    Expr x = Expr.input("x", 2, 3);
    double[] out = Evaluate.rows(AB.matmul(x), x, ROWS, SIX);
    double[] gram = Evaluate.rows(RowOuter.of(AB, AB), x, ROWS, SIX);
    double[] expected = new double[4];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(out[3 * i + j]).isCloseTo(A[i] * SIX[j] + B[i] * SIX[3 + j], within(1e-15));
      }
      expected[0] += A[i] * A[i];
      expected[1] += A[i] * B[i];
      expected[2] += A[i] * B[i];
      expected[3] += B[i] * B[i];
    }
    // sums of 700 numbers of size 1 differ by order of addition at most 700·ε·Σ|x| ≈ 1e-10
    assertThat(gram).containsExactly(expected, within(1e-10));
  }

  @Test
  void padsNeverLeakIntoResults() {
    // what a lane beyond the last row holds, here ∞ and NaN of the batch before, must not be seen
    double[] poison = new double[N];
    Arrays.fill(poison, 1e300);
    Table bad = Table.of(Map.of("a", poison, "b", poison));
    Expr x = Expr.input("x", 6);
    List<Expr> outputs = new ArrayList<>();
    functions()
        .forEach(
            f -> {
              Expr y = GradientContract.toScalar(f.getPayload().apply(x));
              outputs.add(y);
              outputs.add(Gradient.of(y, x).get(0));
            });
    Program program = Program.of(List.of(x), outputs);
    try (Program.Executor used = program.on(Device.cpu(1), Precision.DOUBLE)) {
      for (int rows : new int[] {1, 2, 7, 8, 9, 15, 300, 511}) {
        used.rows(bad, new int[0], new double[0], 0, N);
        double[] out = new double[used.outputSize()];
        used.call(SIX, out);
        used.rows(ROWS, new int[0], new double[0], 0, rows);
        used.call(SIX, out);
        try (Program.Executor fresh = program.on(Device.cpu(1), Precision.DOUBLE)) {
          fresh.rows(ROWS, new int[0], new double[0], 0, rows);
          double[] expected = new double[out.length];
          fresh.call(SIX, expected);
          assertThat(out).as("%d rows", rows).isEqualTo(expected).doesNotContain(Double.NaN);
        }
      }
    }
  }

  @Test
  void sumOverRowsOfAConstantCountsThem() {
    Expr x = Expr.input("x");
    assertThat(Evaluate.rows(x.sumRows(), x, ROWS, 2.5)).containsExactly(2.5 * N);
    assertThat(Evaluate.rows(Gradient.of(x.square().sumRows(), x).get(0), x, ROWS, 2))
        .containsExactly(4.0 * N);
  }
}
