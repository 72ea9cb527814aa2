package org.lethe.core.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kernels in use, which are the plain ones where the incubator module is absent. */
class VectorMathTest {

  private static final Kernels KERNELS = Kernels.get();

  private static double[] points() {
    double[] special = {
      0,
      -0.0,
      1,
      -1,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      5e-324,
      709.78,
      709.79,
      -745.13,
      -746,
      1e308,
      -1e308,
      1e-310,
      0.5
    };
    double[] spread = new double[8 * 500];
    for (int i = 0; i < spread.length; i++) {
      double u = 2 * ((i * 0.6180339887498949) % 1) - 1;
      spread[i] = u * Math.pow(10, i % 8 - 4.5);
    }
    return DoubleStream.concat(Arrays.stream(special), Arrays.stream(spread)).toArray();
  }

  @ParameterizedTest
  @EnumSource(
      value = Unary.class,
      names = {"EXP", "EXPM1", "LOG", "LOG1P", "TANH", "SIGMOID", "SOFTPLUS", "SIN", "COS"})
  void lanesAgreeWithTheScalarFunctionsToFourUnits(Unary op) {
    double[] x = points();
    double[] out = new double[x.length];
    double[] plain = new double[x.length];
    KERNELS.unary(op, x, 0, out, 0, x.length);
    PlainKernels.INSTANCE.unary(op, x, 0, plain, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      boolean same = Double.compare(out[i], plain[i]) == 0;
      boolean near = Math.abs(out[i] - plain[i]) <= 4 * Math.ulp(plain[i]);
      assertThat(same || near).as("%s(%s) = %s, not %s", op, x[i], out[i], plain[i]).isTrue();
    }
  }

  /** Interpreted at first, compiled at last: the library's own functions change bits on the way. */
  @ParameterizedTest
  @EnumSource(
      value = Unary.class,
      names = {"EXP", "EXPM1", "LOG", "LOG1P", "TANH", "SIGMOID", "SOFTPLUS", "SIN", "COS"})
  void bitsDoNotChangeOnceTheLoopIsCompiled(Unary op) {
    double[] x = points();
    double[] first = new double[x.length];
    double[] out = new double[x.length];
    KERNELS.unary(op, x, 0, first, 0, x.length);
    double sum = KERNELS.sum(x, 16, 777);
    for (int i = 0; i < 3000; i++) {
      KERNELS.unary(op, x, 0, out, 0, x.length);
      assertThat(KERNELS.sum(x, 16, 777)).isEqualTo(sum);
    }
    assertThat(out).containsExactly(first);
  }
}
