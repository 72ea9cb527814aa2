package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Matrix products of either kernel against three plain loops: on sizes about the lanes and blocks,
 * for every triangle, and without a write outside of the output.
 */
class GemmTest {
  private static final int[] SIZES = {1, 6, 8, 17, 33};
  private static final double UNTOUCHED = -7.25e77;

  /** Irregular numbers between −1 and 1. */
  private static final double[] WAVE =
      IntStream.range(0, 1009).mapToDouble(i -> Math.sin(1.7 * i + .4)).toArray();

  /** A product, by its elements. */
  private record Case(int m, int k, int n, int sign, Triangle held, Triangle wanted) {

    double a(int i, int p) {
      boolean inside = held == Triangle.ALL || (held == Triangle.LOWER ? p <= i : p >= i);
      return inside ? WAVE[(i * k + p) % WAVE.length] : 0;
    }

    double b(int p, int j) {
      return WAVE[(p * n + j + 500) % WAVE.length];
    }

    double before(int i, int j) {
      return sign == 0 ? UNTOUCHED : WAVE[(i * n + j + 700) % WAVE.length];
    }

    double expected(int i, int j) {
      double product = 0;
      for (int p = 0; p < k; p++) {
        product += a(i, p) * b(p, j);
      }
      return sign == 0 ? product : before(i, j) + sign * product;
    }

    /** Here and there k + 1 terms of at most 1, each rounding by half an ulp of their number. */
    double tolerance() {
      return (k + 1) * Math.ulp(k + 1.0);
    }

    boolean isWanted(int i, int j) {
      return wanted == Triangle.ALL || (wanted == Triangle.LOWER ? j <= i : j >= i);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void productsAreThoseOfPlainLoops(boolean transposed) {
    for (int m : SIZES) {
      for (int k : SIZES) {
        for (int n : SIZES) {
          compare(m, k, n, transposed);
        }
      }
    }
  }

  /** Summed up from parts, across which triangles reach. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void deepProductsAreToo(boolean transposed) {
    compare(270, 300, 13, transposed);
  }

  private static void compare(int m, int k, int n, boolean transposed) {
    for (int sign = -1; sign <= 1; sign++) {
      for (Triangle held : Triangle.values()) {
        for (Triangle wanted : Triangle.values()) {
          Case c = new Case(m, k, n, sign, held, wanted);
          compare(PlainKernels.INSTANCE, c, transposed);
          compare(new VectorKernels(), c, transposed);
        }
      }
    }
  }

  private static void compare(Kernels kernels, Case c, boolean transposed) {
    int ai = transposed ? 1 : c.k + 1;
    int ap = transposed ? c.m + 1 : 1;
    int bs = c.n + 2;
    int os = c.n + 3;
    double[] a = new double[5 + c.m * ai + c.k * ap];
    double[] b = new double[3 + c.k * bs];
    double[] out = new double[7 + c.m * os];
    Arrays.fill(a, UNTOUCHED);
    Arrays.fill(b, UNTOUCHED);
    Arrays.fill(out, UNTOUCHED);
    for (int p = 0; p < c.k; p++) {
      for (int i = 0; i < c.m; i++) {
        a[5 + i * ai + p * ap] = c.a(i, p);
      }
      for (int j = 0; j < c.n; j++) {
        b[3 + p * bs + j] = c.b(p, j);
      }
    }
    for (int i = 0; i < c.m; i++) {
      for (int j = 0; j < c.n; j++) {
        out[4 + i * os + j] = c.before(i, j);
      }
    }
    kernels.gemm(a, 5, ai, ap, b, 3, bs, out, 4, os, c.m, c.k, c.n, c.sign, c.held, c.wanted);
    for (int at = 0; at < out.length; at++) {
      int i = Math.floorDiv(at - 4, os);
      int j = at - 4 - i * os;
      boolean outside = i < 0 || i >= c.m || j >= c.n;
      double expected = outside ? UNTOUCHED : c.expected(i, j);
      boolean skipped =
          !outside && !c.isWanted(i, j) && out[at] == (c.sign == 0 ? 0 : c.before(i, j));
      assertThat(skipped || Math.abs(out[at] - expected) <= c.tolerance())
          .as("%s of %s, transposed %s: [%d, %d] is %s", kernels.name(), c, ai == 1, i, j, out[at])
          .isTrue();
    }
  }
}
