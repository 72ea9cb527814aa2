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
 * log Φ and φ/Φ of the same numbers in whole vectors. With y = |x|/√2 and q = 1 + 2y the scaled
 * tail e^(y²) erfc y is P/q, P a polynomial of degree 22 in (y − 3.75)/(y + 3.75) (the form of
 * Shepherd and Laframboise, Mathematics of Computation 36, 1981; coefficients from a Chebyshev fit
 * in 50 digits, relative error 3·10⁻¹⁶), and with g = e^(−x²/2)
 *
 * <pre>
 * x &lt; 0: log Φ = log(P/2q) − x²/2        φ/Φ = √(2/π) q/P
 * x ≥ 0: log Φ = log(1 − P g/2q)         φ/Φ = g q/√(2π)/(q − P g/2)
 * </pre>
 *
 * <p>Logarithms are those of quotients a/b = 2ᵏ(1 + s)/(1 − s), by s alone: s and φ/Φ share one
 * division. Each loop is compiled by itself, see {@link VectorUnary}.
 */
final class VectorNormalCdf {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private static final DoubleVector ROOT_HALF = of(Math.sqrt(0.5));
  private static final DoubleVector MIDDLE = of(3.75);
  private static final DoubleVector MINUS_MIDDLE = of(-3.75);
  private static final DoubleVector LARGEST = of(1e300);
  private static final DoubleVector ZERO = of(0);
  private static final DoubleVector ONE = of(1);
  private static final DoubleVector ROOT_TWO = of(Math.sqrt(2));
  private static final DoubleVector HALF = of(0.5);
  private static final DoubleVector MINUS_HALF = of(-0.5);
  private static final DoubleVector MINUS_ZERO = of(-0.0);

  private static final VectorSpecies<Long> N = VectorSpecies.of(long.class, S.vectorShape());
  private static final LongVector BIAS = LongVector.broadcast(N, 1023);

  /** The integers near it are its last bits: 3·2⁵¹. */
  private static final double MAGIC_NUMBER = 0x1.8p52;

  private static final DoubleVector MINUS_MAGIC = of(-MAGIC_NUMBER);
  private static final LongVector MAGIC_LESS_ONE =
      LongVector.broadcast(N, Double.doubleToRawLongBits(MAGIC_NUMBER) - 1);

  /** Beyond it φ is 0. */
  private static final DoubleVector VANISHED = of(50);

  /** Beyond it φ is 0, and the square of q is not yet infinite. */
  private static final DoubleVector LARGEST_ROOT = of(1e100);

  private static final DoubleVector ONE_LESS_ROOT_HALF = of(1 - Math.sqrt(0.5));
  private static final DoubleVector ROOT_TWO_OVER_PI = of(Math.sqrt(2 / Math.PI));
  private static final DoubleVector ROOT_OVER_TWO_PI = of(1 / Math.sqrt(2 * Math.PI));

  private static final LongVector C0 = VectorMath.held(1.2375126308378275);
  private static final LongVector C1 = VectorMath.held(-0.14024059858554525);
  private static final LongVector C2 = VectorMath.held(0.0035854154854790257);
  private static final LongVector C3 = VectorMath.held(0.08227673848999506);
  private static final LongVector C4 = VectorMath.held(-0.10880393014244462);
  private static final LongVector C5 = VectorMath.held(0.09230432116428125);
  private static final LongVector C6 = VectorMath.held(-0.05869339857664934);
  private static final LongVector C7 = VectorMath.held(0.02836227737211114);
  private static final LongVector C8 = VectorMath.held(-0.009746579683265262);
  private static final LongVector C9 = VectorMath.held(0.0017556261651970652);
  private static final DoubleVector C10 = of(0.000293714378044958);
  private static final DoubleVector C11 = of(-0.00029015535246077655);
  private static final DoubleVector C12 = of(5.164652974177416e-05);
  private static final DoubleVector C13 = of(2.2387565714911816e-05);
  private static final DoubleVector C14 = of(-1.1438048033346894e-05);
  private static final DoubleVector C15 = of(-9.792625707303523e-07);
  private static final DoubleVector C16 = of(1.7419821586224816e-06);
  private static final DoubleVector C17 = of(-5.084465378687302e-08);
  private static final DoubleVector C18 = of(-2.4857126248016745e-07);
  private static final DoubleVector C19 = of(1.879082322370048e-08);
  private static final DoubleVector C20 = of(3.197926671666804e-08);
  private static final DoubleVector C21 = of(-1.9551358868985616e-09);
  private static final DoubleVector C22 = of(-2.623107347133476e-09);

  private static final int TAIL = 0;
  private static final int DENSITY = 1;
  private static final int QUOTIENTS = 2;
  private static final MethodHandle[] LOOPS = new MethodHandle[3];

  static {
    MethodType type =
        MethodType.methodType(void.class, double[].class, int.class, double[].class, int.class);
    try {
      MethodHandles.Lookup here = MethodHandles.lookup();
      LOOPS[TAIL] = here.findStatic(VectorNormalCdf.class, "tail", type);
      LOOPS[DENSITY] = here.findStatic(VectorNormalCdf.class, "density", type);
      LOOPS[QUOTIENTS] =
          here.findStatic(
              VectorNormalCdf.class,
              "quotients",
              MethodType.methodType(
                  void.class,
                  double[].class,
                  int.class,
                  double[].class,
                  double[].class,
                  double[].class,
                  int.class,
                  double[].class,
                  int.class,
                  int.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("VectorNormalCdf: a loop is missing", e);
    }
  }

  private VectorNormalCdf() {}

  private static DoubleVector of(double value) {
    return DoubleVector.broadcast(S, value);
  }

  /**
   * Of n numbers, a multiple of the lanes; the stretches of the results do not overlap.
   *
   * @param t scratch of n
   * @param g more of it
   */
  static void both(
      double[] x,
      int xo,
      double[] out,
      int oo,
      double[] slope,
      int so,
      int n,
      double[] t,
      double[] g) {
    try {
      LOOPS[TAIL].invokeExact(x, xo, t, n);
      LOOPS[DENSITY].invokeExact(x, xo, g, n);
      LOOPS[QUOTIENTS].invokeExact(x, xo, t, g, out, oo, slope, so, n);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** t = P. */
  static void tail(double[] x, int xo, double[] t, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector y = DoubleVector.fromArray(S, x, xo + i).abs().mul(ROOT_HALF);
      DoubleVector near = y.blend(LARGEST, y.compare(VectorOperators.GT, LARGEST));
      DoubleVector k = near.add(MINUS_MIDDLE).div(near.add(MIDDLE));
      // by fours (Estrin 1960): a chain of 22 products waits for itself
      DoubleVector k2 = k.mul(k);
      DoubleVector k4 = k2.mul(k2);
      DoubleVector p0 =
          k.fma(C3.reinterpretAsDoubles(), C2.reinterpretAsDoubles())
              .fma(k2, k.fma(C1.reinterpretAsDoubles(), C0.reinterpretAsDoubles()));
      DoubleVector p1 =
          k.fma(C7.reinterpretAsDoubles(), C6.reinterpretAsDoubles())
              .fma(k2, k.fma(C5.reinterpretAsDoubles(), C4.reinterpretAsDoubles()));
      DoubleVector p2 =
          k.fma(C11, C10).fma(k2, k.fma(C9.reinterpretAsDoubles(), C8.reinterpretAsDoubles()));
      DoubleVector p3 = k.fma(C15, C14).fma(k2, k.fma(C13, C12));
      DoubleVector p4 = k.fma(C19, C18).fma(k2, k.fma(C17, C16));
      DoubleVector p5 = k2.fma(C22, k.fma(C21, C20));
      p5.fma(k4, p4).fma(k4, p3).fma(k4, p2).fma(k4, p1).fma(k4, p0).intoArray(t, i);
    }
  }

  /** g = e^(−x²/2): what is lost in rounding the exponent is made good. */
  static void density(double[] x, int xo, double[] g, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector far = DoubleVector.fromArray(S, x, xo + i).abs();
      DoubleVector a = far.blend(VANISHED, far.compare(VectorOperators.GT, VANISHED));
      DoubleVector square = a.mul(a);
      DoubleVector lost = a.fma(a, square.neg()).mul(HALF);
      DoubleVector e = VectorMath.expOfMinus(square.mul(HALF));
      e.sub(e.mul(lost)).intoArray(g, i);
    }
  }

  /**
   * Below 0 the quotient is P/2q = 2^(−1 − k)·P/m, q = 2ᵏ m, else q − P g/2 over q; where it is
   * below √½ (at most ½ of that) it is doubled.
   */
  static void quotients(
      double[] x,
      int xo,
      double[] t,
      double[] g,
      double[] out,
      int oo,
      double[] slope,
      int so,
      int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector p = DoubleVector.fromArray(S, t, i);
      DoubleVector density = DoubleVector.fromArray(S, g, i);
      VectorMask<Double> lower = v.compare(VectorOperators.LT, ZERO);
      DoubleVector q = v.abs().fma(ROOT_TWO, ONE);
      LongVector bits = q.reinterpretAsLongs();
      LongVector exponent = bits.lanewise(VectorOperators.LSHR, 52).sub(BIAS);
      DoubleVector m = bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles();
      DoubleVector power = MAGIC_LESS_ONE.sub(exponent).reinterpretAsDoubles().add(MINUS_MAGIC);
      VectorMask<Double> far = q.compare(VectorOperators.GT, LARGEST_ROOT);
      DoubleVector near = q.blend(LARGEST_ROOT, far);
      DoubleVector taken = p.mul(density).mul(MINUS_HALF);
      DoubleVector a = near.add(taken).blend(p, lower);
      DoubleVector b = near.blend(m, lower);
      DoubleVector apart = taken.blend(p.sub(m), lower);
      VectorMask<Double> small = b.fma(ONE_LESS_ROOT_HALF, apart).compare(VectorOperators.LT, ZERO);
      DoubleVector k = MINUS_ZERO.blend(power, lower);
      DoubleVector sum = a.blend(a.add(a), small).add(b);
      DoubleVector inverse = ONE.div(sum.mul(a));
      DoubleVector s = apart.blend(apart.add(a), small).mul(a.mul(inverse));
      DoubleVector log = VectorMath.logarithmOfQuotient(s, k.blend(k.sub(ONE), small));
      log.blend(v.fma(v.mul(MINUS_HALF), log), lower).intoArray(out, oo + i);
      DoubleVector above = near.mul(ROOT_OVER_TWO_PI).mul(density);
      above.blend(q.mul(ROOT_TWO_OVER_PI), lower).mul(sum.mul(inverse)).intoArray(slope, so + i);
    }
  }
}
