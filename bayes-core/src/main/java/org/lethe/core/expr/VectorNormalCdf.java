package org.lethe.core.expr;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * log Φ and φ/Φ in whole vectors. With y = |x|/√2 the scaled tail T = e^(y²) erfc y is a polynomial
 * of degree 22 in k = (y − 3.75)/(y + 3.75), over 1 + 2y (the form of Shepherd and Laframboise,
 * Mathematics of Computation 36, 1981; coefficients from a Chebyshev fit in 50 digits, relative
 * error 3·10⁻¹⁶), and with g = e^(−x²/2)
 *
 * <pre>
 * x &lt; 0: log Φ = log(T/2) − x²/2         φ/Φ = √(2/π)/T
 * x ≥ 0: log Φ = log(1 − T g/2)          φ/Φ = g/√(2π)/(1 − T g/2)
 * </pre>
 *
 * <p>Each loop is compiled by itself, see {@link VectorUnary}.
 */
final class VectorNormalCdf {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private static final DoubleVector ROOT_HALF = of(Math.sqrt(0.5));
  private static final DoubleVector MIDDLE = of(3.75);
  private static final DoubleVector MINUS_MIDDLE = of(-3.75);
  private static final DoubleVector LARGEST = of(1e300);
  private static final DoubleVector ONE = of(1);
  private static final DoubleVector TWO = of(2);
  private static final DoubleVector HALF = of(0.5);
  private static final DoubleVector MINUS_HALF = of(-0.5);
  private static final DoubleVector MINUS_ZERO = of(-0.0);

  /** Beyond it φ is 0. */
  private static final DoubleVector VANISHED = of(50);

  /** Just above −1: there log(T/2) is nothing beside x²/2. */
  private static final DoubleVector LEAST = of(-1 + 0x1p-53);

  private static final DoubleVector ROOT_TWO_OVER_PI = of(Math.sqrt(2 / Math.PI));
  private static final DoubleVector ROOT_OVER_TWO_PI = of(1 / Math.sqrt(2 * Math.PI));

  private static final DoubleVector C0 = of(1.2375126308378275);
  private static final DoubleVector C1 = of(-0.14024059858554525);
  private static final DoubleVector C2 = of(0.0035854154854790257);
  private static final DoubleVector C3 = of(0.08227673848999506);
  private static final DoubleVector C4 = of(-0.10880393014244462);
  private static final DoubleVector C5 = of(0.09230432116428125);
  private static final DoubleVector C6 = of(-0.05869339857664934);
  private static final DoubleVector C7 = of(0.02836227737211114);
  private static final DoubleVector C8 = of(-0.009746579683265262);
  private static final DoubleVector C9 = of(0.0017556261651970652);
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

  private static final MethodHandle[] LOOPS = {
    loop("tail"), loop("exponents"), loop("densities"), loop("logParts"), loop("ratios")
  };

  private VectorNormalCdf() {}

  private static DoubleVector of(double value) {
    return DoubleVector.broadcast(S, value);
  }

  private static MethodHandle loop(String name) {
    MethodType type =
        MethodType.methodType(
            void.class, double[].class, int.class, double[].class, double[].class, int.class);
    try {
      return MethodHandles.lookup().findStatic(VectorNormalCdf.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("VectorNormalCdf: there is no loop " + name, e);
    }
  }

  private static void run(int loop, double[] x, int xo, double[] t, double[] g, int n) {
    try {
      LOOPS[loop].invokeExact(x, xo, t, g, n);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Computes as many of n numbers as it can and says how many.
   *
   * @param derivative 0 for log Φ, 1 for φ/Φ
   * @param t scratch of {@link Kernels#CHUNK}
   * @param g more of it
   */
  static int apply(
      int derivative, double[] x, int xo, double[] out, int oo, int n, double[] t, double[] g) {
    int whole = S.loopBound(n);
    for (int from = 0; from < whole; from += Kernels.CHUNK) {
      int count = Math.min(Kernels.CHUNK, whole - from);
      run(0, x, xo + from, t, g, count);
      run(1, x, xo + from, t, g, count);
      VectorUnary.apply(Unary.EXP, g, 0, g, 0, count);
      run(2, x, xo + from, t, g, count);
      if (derivative == 0) {
        run(3, x, xo + from, t, g, count);
        VectorUnary.apply(Unary.LOG1P, t, 0, t, 0, count);
        VectorBinary.apply(Binary.PLUS, t, 0, g, 0, out, oo + from, count);
      } else {
        run(4, x, xo + from, t, g, count);
        System.arraycopy(t, 0, out, oo + from, count);
      }
    }
    return whole;
  }

  /** t = T. */
  static void tail(double[] x, int xo, double[] t, double[] g, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector y = DoubleVector.fromArray(S, x, xo + i).abs().mul(ROOT_HALF);
      DoubleVector near = y.min(LARGEST);
      DoubleVector k = near.add(MINUS_MIDDLE).div(near.add(MIDDLE));
      DoubleVector p =
          k.fma(C22, C21)
              .fma(k, C20)
              .fma(k, C19)
              .fma(k, C18)
              .fma(k, C17)
              .fma(k, C16)
              .fma(k, C15)
              .fma(k, C14)
              .fma(k, C13)
              .fma(k, C12)
              .fma(k, C11)
              .fma(k, C10)
              .fma(k, C9)
              .fma(k, C8)
              .fma(k, C7)
              .fma(k, C6)
              .fma(k, C5)
              .fma(k, C4)
              .fma(k, C3)
              .fma(k, C2)
              .fma(k, C1)
              .fma(k, C0);
      p.div(y.fma(TWO, ONE)).intoArray(t, i);
    }
  }

  /** g = −x²/2, rounded. */
  static void exponents(double[] x, int xo, double[] t, double[] g, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo + i).abs().min(VANISHED);
      a.mul(a).mul(MINUS_HALF).intoArray(g, i);
    }
  }

  /**
   * g = e^(−x²/2) from the exponential of the rounded exponent: what rounding lost is made good.
   */
  static void densities(double[] x, int xo, double[] t, double[] g, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo + i).abs().min(VANISHED);
      DoubleVector lost = a.fma(a, a.mul(a).neg()).mul(MINUS_HALF);
      DoubleVector e = DoubleVector.fromArray(S, g, i);
      e.fma(lost, e).intoArray(g, i);
    }
  }

  /** log Φ = log(1 + t) + g. */
  static void logParts(double[] x, int xo, double[] t, double[] g, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector half = DoubleVector.fromArray(S, t, i).mul(HALF);
      VectorMask<Double> lower = v.compare(VectorOperators.LT, 0);
      DoubleVector upperPart = half.mul(DoubleVector.fromArray(S, g, i)).neg();
      upperPart.blend(half.sub(ONE).max(LEAST), lower).intoArray(t, i);
      MINUS_ZERO.blend(v.mul(v).mul(MINUS_HALF), lower).intoArray(g, i);
    }
  }

  /** t = φ/Φ. */
  static void ratios(double[] x, int xo, double[] t, double[] g, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector tail = DoubleVector.fromArray(S, t, i);
      DoubleVector density = DoubleVector.fromArray(S, g, i);
      VectorMask<Double> lower = v.compare(VectorOperators.LT, 0);
      DoubleVector below = ONE.sub(tail.mul(HALF).mul(density));
      DoubleVector numerator = density.mul(ROOT_OVER_TWO_PI).blend(ROOT_TWO_OVER_PI, lower);
      numerator.div(below.blend(tail, lower)).intoArray(t, i);
    }
  }
}
