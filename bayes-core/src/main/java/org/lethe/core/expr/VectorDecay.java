package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * e⁻ʸ for y ≥ 0 in half the instructions of {@link VectorMath#exp}: y is bounded by its bits, as
 * numbers of one sign are in their order, and the power of two never is subnormal. With y = k ln 2
 * + r, |r| ≤ ½ ln 2, e⁻ʳ = 1 − (r + r² p(r)); p is {@link ExpSeries} in −r.
 */
final class VectorDecay {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final VectorSpecies<Long> N = VectorSpecies.of(long.class, S.vectorShape());

  /** From here on the result is 0. */
  static final double FURTHEST = 709.1;

  private static final double MAGIC_NUMBER = 0x1.8p52;
  private static final LongVector MAGIC = VectorMath.held(MAGIC_NUMBER);
  private static final LongVector BIASED_MAGIC =
      LongVector.broadcast(N, Double.doubleToRawLongBits(MAGIC_NUMBER) + 1023);
  private static final LongVector FURTHEST_BITS = VectorMath.held(FURTHEST);
  private static final LongVector LOG2_E = VectorMath.held(1.4426950408889634);
  private static final LongVector MINUS_LN2_HIGH = VectorMath.held(-6.93147180369123816490e-01);
  private static final LongVector MINUS_LN2_LOW = VectorMath.held(-1.90821492927058770002e-10);

  private static final LongVector P0 = VectorMath.held(-ExpSeries.C0);
  private static final LongVector P1 = VectorMath.held(ExpSeries.C1);
  private static final LongVector P2 = VectorMath.held(-ExpSeries.C2);
  private static final LongVector P3 = VectorMath.held(ExpSeries.C3);
  private static final LongVector P4 = VectorMath.held(-ExpSeries.C4);
  private static final LongVector P5 = VectorMath.held(ExpSeries.C5);
  private static final LongVector P6 = VectorMath.held(-ExpSeries.C6);
  private static final LongVector P7 = VectorMath.held(ExpSeries.C7);
  private static final LongVector P8 = VectorMath.held(-ExpSeries.C8);
  private static final LongVector P9 = VectorMath.held(ExpSeries.C9);

  private VectorDecay() {}

  /**
   * out = e⁻ʸ for y = top − x, added to the sums: 0 from {@value #FURTHEST} on. y must not be below
   * 0; where top is not finite the result is anything. All in one method: one for a single vector
   * may be compiled by itself, and then is called by way of the heap.
   *
   * @param t holds top and the sums
   */
  static void below(double[] t, int top, double[] x, int xo, double[] out, int oo, int sum, int n) {
    DoubleVector magic = MAGIC.reinterpretAsDoubles();
    DoubleVector log2e = LOG2_E.reinterpretAsDoubles();
    DoubleVector high = MINUS_LN2_HIGH.reinterpretAsDoubles();
    DoubleVector low = MINUS_LN2_LOW.reinterpretAsDoubles();
    DoubleVector p0 = P0.reinterpretAsDoubles();
    DoubleVector p1 = P1.reinterpretAsDoubles();
    DoubleVector p2 = P2.reinterpretAsDoubles();
    DoubleVector p3 = P3.reinterpretAsDoubles();
    DoubleVector p4 = P4.reinterpretAsDoubles();
    DoubleVector p5 = P5.reinterpretAsDoubles();
    DoubleVector p6 = P6.reinterpretAsDoubles();
    DoubleVector p7 = P7.reinterpretAsDoubles();
    DoubleVector p8 = P8.reinterpretAsDoubles();
    DoubleVector p9 = P9.reinterpretAsDoubles();
    for (int i = 0; i < n; i += L) {
      DoubleVector y =
          DoubleVector.fromArray(S, t, top + i).sub(DoubleVector.fromArray(S, x, xo + i));
      DoubleVector c = y.reinterpretAsLongs().min(FURTHEST_BITS).reinterpretAsDoubles();
      DoubleVector m = c.fma(log2e, magic);
      DoubleVector k = m.sub(magic);
      DoubleVector r = k.fma(low, k.fma(high, c));
      DoubleVector r2 = r.mul(r);
      DoubleVector even = p8.fma(r2, p6).fma(r2, p4).fma(r2, p2).fma(r2, p0);
      DoubleVector odd = p9.fma(r2, p7).fma(r2, p5).fma(r2, p3).fma(r2, p1);
      DoubleVector lost = odd.fma(r, even).fma(r2, r);
      DoubleVector power =
          BIASED_MAGIC
              .sub(m.reinterpretAsLongs())
              .lanewise(VectorOperators.LSHL, 52)
              .reinterpretAsDoubles();
      DoubleVector e = power.sub(lost.mul(power));
      e.intoArray(out, oo + i);
      DoubleVector.fromArray(S, t, sum + i).add(e).intoArray(t, sum + i);
    }
  }
}
