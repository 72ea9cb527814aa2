package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.data.Table;

/** Sums of softplus by one logarithm are those by many. */
class SoftplusSumTest {

  private static final Kernels[] BOTH = {Kernels.get(), PlainKernels.INSTANCE};
  private static final double UNIT = 0x1p-53;

  /** Beyond 36.7, 1 + e^(−|x|) rounds to 1; beyond 709 the exponential is taken for 0. */
  static Stream<Named<IntToDoubleFunction>> arguments() {
    return Stream.of(
        Named.of("near 0", i -> 3.5 * Math.sin(1.7 * i)),
        Named.of("0", i -> 0),
        Named.of("far below 0", i -> -37 - i % 7),
        Named.of("further", i -> -600 - i % 100),
        Named.of("far above 0", i -> 40 + i % 50),
        Named.of("everywhere", i -> 300 * Math.sin(1.1 * i)));
  }

  private static double[] numbers(IntToDoubleFunction at, int n, int room) {
    double[] x = new double[room];
    Arrays.fill(x, Double.NaN);
    IntStream.range(0, n).forEach(i -> x[i] = at.applyAsDouble(i));
    return x;
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static double exactSum(double[] x, int n) {
    return IntStream.range(0, n)
        .mapToObj(i -> new BigDecimal(softplus(x[i])))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .doubleValue();
  }

  /**
   * Terms are not negative, so relative errors do not grow by cancelling: e^(−|x|) has 4 units in
   * the last place and softplus one more; a chain of 64 vectors, two roundings each, then of 8
   * lanes and 7 numbers beyond them; in the plain loop one addition a number.
   */
  @ParameterizedTest
  @MethodSource("arguments")
  void theSumIsRightToRounding(IntToDoubleFunction at) {
    for (int n : new int[] {0, 1, 2, 7, 8, 9, 31, 500, 512, 513, 1029}) {
      int all = Buffer.padded(n);
      double[] x = numbers(at, n, all);
      double expected = exactSum(x, n);
      for (Kernels kernels : BOTH) {
        double[] slope = new double[all];
        double sum = kernels.softplusSum(x, 0, slope, 0, n, all, new double[2 * kernels.lanes()]);
        double roundings = kernels.lanes() == 1 ? 10 + n : 10 + 2 * (64 + 8 + 7);
        assertThat(sum)
            .as("%d numbers", n)
            .isCloseTo(expected, within(roundings * UNIT * expected));
        for (int i = 0; i < n; i++) {
          double p = 1 / (1 + Math.exp(-x[i]));
          assertThat(slope[i]).isCloseTo(p, within(6 * Math.ulp(p)));
        }
      }
    }
  }

  @Test
  void limitsAndWhatIsNoNumber() {
    double inf = Double.POSITIVE_INFINITY;
    for (Kernels kernels : BOTH) {
      for (int at : new int[] {0, 9}) {
        assertThat(sumWith(kernels, at, inf)).isEqualTo(inf);
        assertThat(sumWith(kernels, at, -inf)).isEqualTo(sumWith(kernels, at, -2000));
        assertThat(sumWith(kernels, at, Double.NaN)).isNaN();
      }
    }
  }

  private static double sumWith(Kernels kernels, int at, double value) {
    double[] x = numbers(i -> i == at ? value : 0.3 * i, 11, 16);
    return kernels.softplusSum(x, 0, new double[16], 0, 11, 16, new double[2 * kernels.lanes()]);
  }

  @Test
  void noBitChangesOnceCompiled() {
    double[] x = numbers(i -> 3.5 * Math.sin(1.7 * i), 43, 48);
    double[] first = new double[49];
    double[] last = new double[49];
    double[] scratch = new double[2 * Kernels.get().lanes()];
    first[48] = Kernels.get().softplusSum(x, 0, first, 0, 43, 48, scratch);
    for (int i = 0; i < 20_000; i++) {
      last[48] = Kernels.get().softplusSum(x, 0, last, 0, 43, 48, scratch);
    }
    assertThat(last).isEqualTo(first);
  }

  /**
   * Two columns of 700 rows, more than a block: the sums alone, with the sigmoid, and with what
   * each row adds; within the roundings of {@link #theSumIsRightToRounding}, and of 700 additions.
   */
  @Test
  void aProgramWithoutWeightsTakesItsSumsSo() {
    int n = 700;
    double[] a = IntStream.range(0, n).mapToDouble(i -> 2 * Math.sin(i)).toArray();
    double[] b = IntStream.range(0, n).mapToDouble(i -> 30 * Math.cos(3.0 * i)).toArray();
    Table table = Table.of(Map.of("a", a, "b", b));
    Expr x = Expr.input("x", 2);
    Expr each = Expr.columns("a", "b").times(x).softplus();
    Expr sum = Expr.weight().reshape(1).times(each).sumRows();
    Expr slope = Gradient.of(sum.sum(), x).get(0);
    for (List<Expr> outputs :
        List.of(List.of(sum), List.of(sum, slope), List.of(sum, slope, each))) {
      try (Program.Executor run =
          Program.of(List.of(x), outputs).on(Device.cpu(1), Precision.DOUBLE)) {
        run.rows(table, new int[0], new double[0], 0, n);
        double[] out = new double[run.outputSize()];
        run.call(new double[] {0.7, -1.1}, out);
        double[] za = Arrays.stream(a).map(v -> 0.7 * v).toArray();
        double[] zb = Arrays.stream(b).map(v -> -1.1 * v).toArray();
        assertThat(out[0]).isCloseTo(exactSum(za, n), within(1000 * UNIT * out[0]));
        assertThat(out[1]).isCloseTo(exactSum(zb, n), within(1000 * UNIT * out[1]));
        if (outputs.size() > 1) {
          assertThat(out[2]).isCloseTo(weighted(a, za), within(1000 * UNIT * 2 * n));
          assertThat(out[3]).isCloseTo(weighted(b, zb), within(1000 * UNIT * 30 * n));
        }
        for (int i = 0; outputs.size() > 2 && i < n; i++) {
          double p = softplus(za[i]);
          assertThat(out[4 + 2 * i]).isCloseTo(p, within(5 * Math.ulp(p)));
        }
      }
    }
  }

  private static double weighted(double[] x, double[] z) {
    return IntStream.range(0, x.length).mapToDouble(i -> x[i] / (1 + Math.exp(-z[i]))).sum();
  }
}
