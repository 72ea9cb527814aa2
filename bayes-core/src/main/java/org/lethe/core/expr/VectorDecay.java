package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * e⁻ʸ for y ≥ 0 in half the instructions of {@link VectorMath#exp}: y is bounded by its bits, as
 * numbers of one sign are in their order, and the power of two never is subnormal. With y = k ln 2
 * + r, |r| ≤ ½ ln 2, e⁻ʳ = 1 − (r + r² p(r)); p is the Chebyshev approximation of degree 9, whose
 * error is below 2e−17 of e⁻ʳ.
 */
final class VectorDecay {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final VectorSpecies<Long> N = VectorSpecies.of(long.class, S.vectorShape());

  /** From here on the result is 0. */
  static final double FURTHEST = 709.1;

  private static final double MAGIC_NUMBER = 0x1.8p52;
  private static final DoubleVector MAGIC = of(MAGIC_NUMBER);
  private static final LongVector BIASED_MAGIC =
      of(Double.doubleToRawLongBits(MAGIC_NUMBER) + 1023);
  private static final LongVector NEAREST = of(0L);
  private static final LongVector FURTHEST_BITS = of(Double.doubleToRawLongBits(FURTHEST));
  private static final DoubleVector LOG2_E = of(1.4426950408889634);
  private static final DoubleVector MINUS_LN2_HIGH = of(-6.93147180369123816490e-01);
  private static final DoubleVector MINUS_LN2_LOW = of(-1.90821492927058770002e-10);

  private static final DoubleVector P0 = of(-0x1.0000000000001p-1);
  private static final DoubleVector P1 = of(0x1.5555555555556p-3);
  private static final DoubleVector P2 = of(-0x1.5555555553d67p-5);
  private static final DoubleVector P3 = of(0x1.11111111109b4p-7);
  private static final DoubleVector P4 = of(-0x1.6c16c1788a49bp-10);
  private static final DoubleVector P5 = of(0x1.a01a01a7c327ap-13);
  private static final DoubleVector P6 = of(-0x1.a019b9133a48ap-16);
  private static final DoubleVector P7 = of(0x1.71de0db21e27fp-19);
  private static final DoubleVector P8 = of(-0x1.28917e2c43a66p-22);
  private static final DoubleVector P9 = of(0x1.af38a0d2d9620p-26);

  private VectorDecay() {}

  private static DoubleVector of(double value) {
    return DoubleVector.broadcast(S, value);
  }

  private static LongVector of(long value) {
    return LongVector.broadcast(N, value);
  }

  /**
   * out = e⁻ʸ for y = top − x: 1 for y below 0, 0 from {@value #FURTHEST} on, and a number even for
   * NaN. All in one method: one for a single vector may be compiled by itself, and then is called
   * by way of the heap.
   */
  static void below(double[] top, double[] x, int xo, double[] out, int oo, int n) {
    for (int i = 0; i < n; i += L) {
      DoubleVector y = DoubleVector.fromArray(S, top, i).sub(DoubleVector.fromArray(S, x, xo + i));
      DoubleVector c =
          y.reinterpretAsLongs().max(NEAREST).min(FURTHEST_BITS).reinterpretAsDoubles();
      DoubleVector t = c.fma(LOG2_E, MAGIC);
      DoubleVector k = t.sub(MAGIC);
      DoubleVector r = k.fma(MINUS_LN2_LOW, k.fma(MINUS_LN2_HIGH, c));
      DoubleVector r2 = r.mul(r);
      DoubleVector even = P8.fma(r2, P6).fma(r2, P4).fma(r2, P2).fma(r2, P0);
      DoubleVector odd = P9.fma(r2, P7).fma(r2, P5).fma(r2, P3).fma(r2, P1);
      DoubleVector lost = odd.fma(r, even).fma(r2, r);
      DoubleVector power =
          BIASED_MAGIC
              .sub(t.reinterpretAsLongs())
              .lanewise(VectorOperators.LSHL, 52)
              .reinterpretAsDoubles();
      power.sub(lost.mul(power)).intoArray(out, oo + i);
    }
  }
}
