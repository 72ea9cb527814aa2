package org.lethe.core.expr;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Softplus and sigmoid of the same numbers, by one exponential e = e^(−|x|) and one division. In
 * two loops, each compiled by itself as those of {@link VectorUnary} are: e waits where the sigmoid
 * will be.
 */
final class VectorLogistic {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private static final int EXPONENTIAL = 0;
  private static final int BOTH = 1;
  private static final MethodHandle[] LOOPS = new MethodHandle[2];

  private static final LongVector ZERO = VectorMath.held(0);
  private static final LongVector ONE = VectorMath.held(1);
  private static final LongVector TWO = VectorMath.held(2);
  private static final LongVector HALF = VectorMath.held(0.5);
  private static final LongVector ROOT_LESS_ONE = VectorMath.held(Math.sqrt(2) - 1);

  static {
    MethodType type =
        MethodType.methodType(
            void.class, double[].class, int.class, double[].class, int.class, int.class);
    try {
      MethodHandles.Lookup here = MethodHandles.lookup();
      LOOPS[EXPONENTIAL] = here.findStatic(VectorLogistic.class, "exponential", type);
      LOOPS[BOTH] =
          here.findStatic(
              VectorLogistic.class,
              "both",
              type.insertParameterTypes(4, double[].class, int.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("VectorLogistic: a loop is missing", e);
    }
  }

  private VectorLogistic() {}

  /** Of n numbers, a multiple of the lanes; the stretches of the results do not overlap. */
  static void softplusAndSigmoid(
      double[] x, int xo, double[] out, int oo, double[] slope, int so, int n) {
    try {
      LOOPS[EXPONENTIAL].invokeExact(x, xo, slope, so, n);
      LOOPS[BOTH].invokeExact(x, xo, out, oo, slope, so, n);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void exponential(double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      VectorMath.expOfMinus(DoubleVector.fromArray(S, x, xo + i).abs()).intoArray(out, oo + i);
    }
  }

  /**
   * log(1 + e) is that of {@link VectorMath#softplus}, f and all. With a = 1 + e and b = 2 + f, 1/a
   * is b/ab and f/b is fa/ab.
   */
  static void both(double[] x, int xo, double[] out, int oo, double[] slope, int so, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector e = DoubleVector.fromArray(S, slope, so + i);
      VectorMask<Double> halved =
          e.compare(VectorOperators.GT, ROOT_LESS_ONE.reinterpretAsDoubles());
      DoubleVector f =
          e.blend(e.sub(ONE.reinterpretAsDoubles()).mul(HALF.reinterpretAsDoubles()), halved);
      DoubleVector a = e.add(ONE.reinterpretAsDoubles());
      DoubleVector b = f.add(TWO.reinterpretAsDoubles());
      DoubleVector inverse = ONE.reinterpretAsDoubles().div(a.mul(b));
      DoubleVector log =
          VectorMath.logarithm(
              f,
              f.mul(a.mul(inverse)),
              ZERO.reinterpretAsDoubles().blend(ONE.reinterpretAsDoubles(), halved));
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      VectorMask<Double> negative = v.compare(VectorOperators.LT, ZERO.reinterpretAsDoubles());
      log.add(v.blend(ZERO.reinterpretAsDoubles(), negative)).intoArray(out, oo + i);
      DoubleVector right = b.mul(inverse);
      right.blend(right.mul(e), negative).intoArray(slope, so + i);
    }
  }
}
