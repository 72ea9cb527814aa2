package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole numbers, whose sums are exact in any order, over less and more than a strip. */
class SumKernelsTest {
  private static final int LONGEST = 5000;

  static Stream<Kernels> kernels() {
    return Stream.of(PlainKernels.INSTANCE, new VectorKernels());
  }

  private static double at(int i) {
    return i * 37 % 101 - 40;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void sumsAndProductsOfEveryLength(Kernels kernels) {
    double[] x = IntStream.range(0, LONGEST).mapToDouble(SumKernelsTest::at).toArray();
    double[] y = IntStream.range(0, LONGEST).mapToDouble(i -> at(i + 7)).toArray();
    for (int from : new int[] {0, 3}) {
      double sum = 0;
      double dot = 0;
      for (int n = 0; n < LONGEST - 5; n++) {
        assertThat(kernels.sum(x, from, n)).isEqualTo(sum);
        assertThat(kernels.dot(x, from, y, from + 2, n)).isEqualTo(dot);
        sum += x[from + n];
        dot += x[from + n] * y[from + 2 + n];
      }
    }
  }
}
