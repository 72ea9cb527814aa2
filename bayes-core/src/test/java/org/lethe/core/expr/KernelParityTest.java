package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SIMD kernels compute what plain ones do, on every length and alignment, and neither writes
 * outside the stretch it was given.
 */
class KernelParityTest {

  private static final int LONGEST = 40;
  private static final int[] OFFSETS = {0, 1, 3, 8};
  private static final double UNTOUCHED = -7.25e77;
  private static final Kernels PLAIN = PlainKernels.INSTANCE;
  private static final Kernels SIMD = new VectorKernels();
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double[] SPECIAL = {
    0, -0.0, 1, -1, INF, -INF, Double.NaN, 1e300, -1e300, 1e-300, Double.MIN_VALUE, 800, -800, 1e22
  };

  /** A kernel that reads two stretches of {@code n} numbers, or one of them. */
  @FunctionalInterface
  private interface Loop {
    void run(Kernels kernels, int xo, int yo, double[] out, int oo, int n);
  }

  private static double[] numbers(int seed, boolean special) {
    double[] x = new double[LONGEST + 24];
    for (int i = 0; i < x.length; i++) {
      x[i] =
          special && i % 3 != 1
              ? SPECIAL[(i * 5 + seed) % SPECIAL.length]
              : 3.5 * Math.sin(1.7 * i + seed);
    }
    return x;
  }

  @ParameterizedTest
  @EnumSource(Unary.class)
  void functionsOfOneValue(Unary op) {
    // SIMD functions err by less than four units in the last place, plain ones by one
    for (boolean special : new boolean[] {false, true}) {
      double[] x = numbers(1, special);
      Loop loop = (k, xo, yo, out, oo, n) -> k.unary(op, x, xo, out, oo, n);
      compare(loop, 5);
      warm(loop);
      compare(loop, 5);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void softplusAndItsSlopeTogether(boolean special) {
    double[] x = numbers(1, special);
    double[] other = new double[LONGEST + 24];
    Loop value = (k, xo, yo, out, oo, n) -> k.softplusAndSigmoid(x, xo, out, oo, other, oo, n);
    Loop slope = (k, xo, yo, out, oo, n) -> k.softplusAndSigmoid(x, xo, other, oo, out, oo, n);
    for (Loop loop : new Loop[] {value, slope}) {
      compare(loop, 5);
      warm(loop);
      compare(loop, 5);
    }
  }

  @ParameterizedTest
  @EnumSource(Binary.class)
  void functionsOfTwoValues(Binary op) {
    for (boolean special : new boolean[] {false, true}) {
      double[] x = numbers(1, special);
      double[] y = numbers(2, special);
      compare((k, xo, yo, out, oo, n) -> k.binary(op, x, xo, y, yo, out, oo, n), 0);
      for (double c : special ? SPECIAL : new double[] {0.37, -2}) {
        compare((k, xo, yo, out, oo, n) -> k.binaryRight(op, x, xo, c, out, oo, n), 0);
        compare((k, xo, yo, out, oo, n) -> k.binaryLeft(op, c, y, yo, out, oo, n), 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 6})
  void softmaxAndItsLogarithmicSum(int count) {
    int apart = 44;
    double[] w = numbers(3, false);
    for (boolean special : new boolean[] {false, true}) {
      double[] x = new double[count * apart + LONGEST];
      for (int c = 0; c < count; c++) {
        System.arraycopy(numbers(c, special), 0, x, c * apart, apart);
      }
      for (int c = 0; c <= count; c++) {
        int shown = c;
        Loop loop =
            (k, xo, yo, out, oo, n) -> {
              double[] t = new double[(count + 2) * apart];
              k.expTerms(x, xo % 4, count, apart, t, 0, apart, n);
              double[] s = new double[count * apart];
              k.shares(t, 0, count, apart, w, yo, s, 0, apart, n, new double[LONGEST]);
              if (shown < count) {
                System.arraycopy(s, shown * apart, out, oo, n);
              } else {
                k.logTotal(t, count * apart, (count + 1) * apart, out, oo, n);
              }
            };
        compare(loop, 8);
        warm(loop);
        compare(loop, 8);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void logarithmOfTheNormalCdfAndItsSlopeTogether(boolean special) {
    double[][] scratch = new double[2][Kernels.CHUNK];
    double[] x = numbers(1, special);
    double[] other = new double[LONGEST + 24];
    Loop log = (k, xo, yo, out, oo, n) -> k.logNormalCdf(x, xo, out, oo, other, oo, n, scratch);
    Loop mills = (k, xo, yo, out, oo, n) -> k.logNormalCdf(x, xo, other, oo, out, oo, n, scratch);
    for (Loop loop : new Loop[] {log, mills}) {
      compare(loop, 12);
      warm(loop);
      compare(loop, 12);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void exponentsOfGaussians(int d) {
    double[] m = {.3, -1, 2, .7, 1.5, -.4, -2, .1, .9, 1, 0, -3};
    double[] b = {-.5, -1, -2};
    double[] x = new double[d * 44 + LONGEST];
    for (int j = 0; j < d; j++) {
      System.arraycopy(numbers(j, false), 0, x, j * 44, 44);
    }
    for (int c = 0; c < 3; c++) {
      int shown = c;
      compare(
          (k, xo, yo, out, oo, n) -> {
            double[] all = new double[3 * 44];
            k.gaussianExponents(x, xo % 4, 44, m, 0, 3, d, b, 0, all, 0, 44, n);
            System.arraycopy(all, shown * 44, out, oo, n);
          },
          4);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void firstMomentsOfRows(int d) {
    int k = 3;
    double[] m = {.3, -1, 2, .7, 1.5, -.4, -2, .1, .9};
    double[] a = new double[k * 44];
    double[] x = new double[d * 44];
    for (int j = 0; j < 3; j++) {
      System.arraycopy(numbers(j, false), 0, a, j * 44, 44);
      System.arraycopy(numbers(j + 5, false), 0, x, Math.min(j, d - 1) * 44, 44);
    }
    for (Kernels kernels : new Kernels[] {PLAIN, SIMD}) {
      double[] lanes = new double[6 * kernels.lanes()];
      for (int n = 0; n <= LONGEST; n++) {
        double[] out = new double[k * d];
        kernels.rowMoment(a, 1, 44, k, x, 2, 44, d, m, 0, out, 0, n, lanes);
        for (int c = 0; c < k; c++) {
          for (int j = 0; j < d; j++) {
            double exact = 0;
            for (int r = 0; r < n; r++) {
              exact += a[c * 44 + 1 + r] * (x[j * 44 + 2 + r] - m[c * d + j]);
            }
            // terms are below 3.5 · 5.5, and each of at most 40 additions rounds by half an ulp of
            // 1024, three times over
            assertThat(out[c * d + j]).isCloseTo(exact, within((n + 1) * 2 * Math.ulp(1024.0)));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 9})
  void productsOfConsecutiveRows(int columns) {
    double[][] x = new double[columns + 2][];
    Arrays.setAll(x, j -> numbers(j, false));
    double[] w = numbers(11, false);
    double[] g = numbers(12, false);
    for (Kernels kernels : new Kernels[] {PLAIN, SIMD}) {
      for (int n = 0; n <= LONGEST; n++) {
        double[] dots = new double[n];
        double[] sums = new double[columns * kernels.lanes()];
        kernels.columnDots(x, 2, columns, 3, w, dots, 0, n);
        kernels.columnSums(x, 2, columns, 3, g, 1, n, sums);
        double[] dot = new double[n];
        double[] sum = new double[columns];
        for (int r = 0; r < n; r++) {
          for (int j = 0; j < columns; j++) {
            dot[r] += x[2 + j][3 + r] * w[j];
            sum[j] += x[2 + j][3 + r] * g[1 + r];
          }
        }
        // terms are below 3.5², and each of at most 40 additions rounds by half an ulp of 512
        assertThat(dots).containsExactly(dot, within(columns * Math.ulp(512.0)));
        assertThat(Arrays.copyOf(sums, columns))
            .containsExactly(sum, within(n * Math.ulp(512.0) + Double.MIN_VALUE));
      }
    }
  }

  @Test
  void anOutputMayLieWhereAnInputDoes() {
    double[][] scratch = new double[2][Kernels.CHUNK];
    for (Kernels k : new Kernels[] {PLAIN, SIMD}) {
      for (Unary op : Unary.values()) {
        inPlace((x, out) -> k.unary(op, x, 3, out, 3, LONGEST));
      }
      double[] y = numbers(2, true);
      for (Binary op : Binary.values()) {
        inPlace((x, out) -> k.binary(op, x, 3, y, 0, out, 3, LONGEST));
        inPlace((x, out) -> k.binary(op, y, 0, x, 3, out, 3, LONGEST));
        inPlace((x, out) -> k.binary(op, x, 3, x, 3, out, 3, LONGEST));
        inPlace((x, out) -> k.binaryRight(op, x, 3, 0.7, out, 3, LONGEST));
        inPlace((x, out) -> k.binaryLeft(op, 0.7, x, 3, out, 3, LONGEST));
      }
      double[] other = new double[LONGEST];
      inPlace((x, out) -> k.logNormalCdf(x, 3, out, 3, other, 0, LONGEST, scratch));
      inPlace((x, out) -> k.logNormalCdf(x, 3, other, 0, out, 3, LONGEST, scratch));
    }
  }

  private static void inPlace(BiConsumer<double[], double[]> loop) {
    double[] x = numbers(1, true);
    double[] apart = x.clone();
    loop.accept(x.clone(), apart);
    double[] over = x.clone();
    loop.accept(over, over);
    assertThat(over).isEqualTo(apart);
  }

  /** Runs until compiled, which must not change a bit. */
  private static void warm(Loop loop) {
    double[] first = run(SIMD, loop, 0, 0, 0, LONGEST);
    double[] out = first.clone();
    for (int i = 0; i < 20_000; i++) {
      loop.run(SIMD, 0, 0, out, 0, LONGEST);
    }
    assertThat(out).isEqualTo(first);
  }

  /** Both kernels at every length and offset; results at most {@code ulps} apart. */
  private static void compare(Loop loop, int ulps) {
    for (int n = 0; n <= LONGEST; n++) {
      for (int xo : OFFSETS) {
        int yo = xo == 3 ? 0 : xo;
        int oo = 8 - xo % 8;
        double[] plain = run(PLAIN, loop, xo, yo, oo, n);
        double[] simd = run(SIMD, loop, xo, yo, oo, n);
        for (int i = 0; i < n; i++) {
          double p = plain[oo + i];
          double s = simd[oo + i];
          boolean same = Double.compare(p, s) == 0 || Math.abs(p - s) <= ulps * Math.ulp(p);
          assertThat(same).as("length %d, element %d: %s and %s", n, i, p, s).isTrue();
        }
      }
    }
  }

  private static double[] run(Kernels kernels, Loop loop, int xo, int yo, int oo, int n) {
    double[] out = new double[LONGEST + 24];
    Arrays.fill(out, UNTOUCHED);
    loop.run(kernels, xo, yo, out, oo, n);
    for (int i = 0; i < out.length; i++) {
      boolean outside = i < oo || i >= oo + n;
      assertThat(out[i] == UNTOUCHED).as("element %d of %d from %d", i, n, oo).isEqualTo(outside);
    }
    return out;
  }
}
