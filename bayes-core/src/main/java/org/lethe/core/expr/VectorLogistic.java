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
 *
 * <p>Of a sum of softplus, Σ max(x, 0) + log Π (1 + e), one logarithm is taken for many numbers: p
 * = Π (1 + e) − 1 grows by p + e + pe at each, which keeps the digits of the smallest e.
 */
final class VectorLogistic {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private static final int EXPONENTIAL = 0;
  private static final int BOTH = 1;
  private static final int SUMMED = 2;
  private static final int SLOPES = 3;
  private static final MethodHandle[] LOOPS = new MethodHandle[4];

  /** So many factors 1 + e, at most 2 each, multiply to a number that does not overflow. */
  private static final int FACTORS = 512;

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
      LOOPS[SUMMED] =
          here.findStatic(
              VectorLogistic.class, "summed", type.insertParameterTypes(4, double[].class));
      LOOPS[SLOPES] = here.findStatic(VectorLogistic.class, "slopes", type);
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

  /**
   * Σ log(1 + eˣ) of n numbers; the sigmoid of {@code all}, a multiple of the lanes.
   *
   * @param lanes room for the lanes of two vectors
   */
  static double softplusSum(
      double[] x, int xo, double[] slope, int so, int n, int all, double[] lanes) {
    double sum = 0;
    int from = 0;
    for (; n - from > FACTORS; from += FACTORS) {
      sum += chunk(x, xo + from, slope, so + from, FACTORS, FACTORS, lanes);
    }
    return sum + chunk(x, xo + from, slope, so + from, n - from, all - from, lanes);
  }

  private static double chunk(
      double[] x, int xo, double[] slope, int so, int n, int all, double[] lanes) {
    int whole = S.loopBound(n);
    double sum = 0;
    double p = 0;
    try {
      LOOPS[EXPONENTIAL].invokeExact(x, xo, slope, so, all);
      for (int i = whole; i < n; i++) {
        double e = slope[so + i];
        sum += Math.max(x[xo + i], 0);
        p = Math.fma(p, e, p + e);
      }
      LOOPS[SUMMED].invokeExact(x, xo, slope, so, lanes, whole);
      LOOPS[SLOPES].invokeExact(x, xo + whole, slope, so + whole, all - whole);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    for (int i = 0; i < L; i++) {
      sum += lanes[i];
      p = Math.fma(p, lanes[L + i], p + lanes[L + i]);
    }
    return sum + Math.log1p(p);
  }

  /** Leaves Σ max(x, 0) of each lane in {@code lanes}, Π (1 + e) − 1 after them; e is in slope. */
  static void summed(double[] x, int xo, double[] slope, int so, double[] lanes, int n) {
    DoubleVector sum = DoubleVector.zero(S);
    DoubleVector p = DoubleVector.zero(S);
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector e = DoubleVector.fromArray(S, slope, so + i);
      sum = sum.add(v.max(ZERO.reinterpretAsDoubles()));
      p = p.fma(e, p.add(e));
      VectorMask<Double> negative = v.compare(VectorOperators.LT, ZERO.reinterpretAsDoubles());
      DoubleVector right = ONE.reinterpretAsDoubles().div(e.add(ONE.reinterpretAsDoubles()));
      right.blend(right.mul(e), negative).intoArray(slope, so + i);
    }
    sum.intoArray(lanes, 0);
    p.intoArray(lanes, L);
  }

  /** The sigmoid by e, which is in {@code slope}. */
  static void slopes(double[] x, int xo, double[] slope, int so, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector e = DoubleVector.fromArray(S, slope, so + i);
      VectorMask<Double> negative = v.compare(VectorOperators.LT, ZERO.reinterpretAsDoubles());
      DoubleVector right = ONE.reinterpretAsDoubles().div(e.add(ONE.reinterpretAsDoubles()));
      right.blend(right.mul(e), negative).intoArray(slope, so + i);
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
