package org.lethe.core.expr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exponentials, logarithms and sums of lanes made of additions, products, fused products and shifts
 * alone, which IEEE 754 defines to the bit. The library's own ({@code lanewise(EXP)} and the like)
 * call one routine while the JVM interprets and another once it has compiled, and {@code
 * reduceLanes(ADD)} leaves the order open: the same program would give other bits on its thousandth
 * call than on its first. Errors are below four units in the last place.
 *
 * <p>The logarithm is that of FDLIBM (Sun Microsystems 1993); the exponential reduces to |r| ≤ ½ ln
 * 2 and takes eʳ as 1 + r + r² p(r), p that of {@link ExpSeries}.
 */
final class VectorMath {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private static final VectorSpecies<Long> N = VectorSpecies.of(long.class, S.vectorShape());

  /** Adding it leaves the nearest integer in the low bits of the sum. */
  private static final double MAGIC_NUMBER = 0x1.8p52;

  // constants ready in lanes: a broadcast inside the loops costs the compiler its inlining budget
  private static final DoubleVector MAGIC = of(MAGIC_NUMBER);
  private static final LongVector MAGIC_BITS = of(Double.doubleToRawLongBits(MAGIC_NUMBER));
  private static final LongVector HALF_ROOT = of(Double.doubleToRawLongBits(Math.sqrt(0.5)));
  private static final LongVector BIAS = of(1023);
  private static final LongVector MAGIC_LESS_BIAS = MAGIC_BITS.sub(BIAS);
  private static final LongVector MAGIC_LESS_HALVED_BIAS = MAGIC_LESS_BIAS.add(1);
  private static final DoubleVector ZERO = of(0.0);
  private static final DoubleVector HALF_ONE = of(0.5);
  private static final DoubleVector ONE = of(1.0);
  private static final DoubleVector ROOT_LESS_ONE = of(Math.sqrt(2) - 1);
  private static final DoubleVector TWO = of(2.0);
  private static final DoubleVector LOG2_E = of(1.4426950408889634);
  private static final DoubleVector MINUS_LOG2_E = LOG2_E.neg();
  private static final DoubleVector LN2_HIGH = of(6.93147180369123816490e-01);
  private static final DoubleVector LN2_LOW = of(1.90821492927058770002e-10);
  private static final DoubleVector MINUS_LN2_HIGH = LN2_HIGH.neg();
  private static final DoubleVector MINUS_LN2_LOW = LN2_LOW.neg();
  private static final DoubleVector LOWEST = of(-746.0);
  private static final DoubleVector LOWEST_LESS_ONE = of(-50.0);
  private static final DoubleVector VANISHED = of(50.0);
  private static final DoubleVector HIGHEST = of(710.0);
  private static final DoubleVector FURTHEST = of(709.1);

  private static final LongVector E2 = held(ExpSeries.C0);
  private static final LongVector E3 = held(ExpSeries.C1);
  private static final LongVector E4 = held(ExpSeries.C2);
  private static final LongVector E5 = held(ExpSeries.C3);
  private static final LongVector E6 = held(ExpSeries.C4);
  private static final LongVector E7 = held(ExpSeries.C5);
  private static final LongVector E8 = held(ExpSeries.C6);
  private static final LongVector E9 = held(ExpSeries.C7);
  private static final LongVector E10 = held(ExpSeries.C8);
  private static final LongVector E11 = held(ExpSeries.C9);

  private static final LongVector L1 = held(0.6666666666666735130);
  private static final LongVector L2 = held(0.3999999999940941908);
  private static final LongVector L3 = held(0.2857142874366239149);
  private static final LongVector L4 = held(0.2222219843214978396);
  private static final LongVector L5 = held(0.1818357216161805012);
  private static final LongVector L6 = held(0.1531383769920937332);
  private static final LongVector L7 = held(0.1479819860511658591);

  private static final VectorShuffle<Double> HALF = rotation(L / 2);
  private static final VectorShuffle<Double> QUARTER = rotation(L / 4);
  private static final VectorShuffle<Double> EIGHTH = rotation(L / 8);

  private VectorMath() {}

  private static DoubleVector of(double value) {
    return DoubleVector.broadcast(S, value);
  }

  /**
   * A constant of a loop that stores doubles, as longs. The compiler must take it that such a store
   * may change one that is held in doubles, and reads it anew for every vector: half as long again.
   */
  static LongVector held(double value) {
    return of(Double.doubleToRawLongBits(value));
  }

  private static LongVector of(long value) {
    return LongVector.broadcast(N, value);
  }

  private static VectorShuffle<Double> rotation(int by) {
    return VectorShuffle.fromOp(S, i -> (i + by) % L);
  }

  /** The sum of all lanes, halves added to halves. */
  static double sum(DoubleVector v) {
    DoubleVector s = v;
    if (L >= 2) {
      s = s.add(s.rearrange(HALF));
    }
    if (L >= 4) {
      s = s.add(s.rearrange(QUARTER));
    }
    if (L >= 8) {
      s = s.add(s.rearrange(EIGHTH));
    }
    return s.lane(0);
  }

  /**
   * eʳ 2ʰ 2ᵏ⁻ʰ with h = ⌊k/2⌋, as 2ᵏ may be too large or too small for a number. The powers are
   * written out: a method called this late in a loop may be left out of it, see {@link #softplus}.
   */
  static DoubleVector exp(DoubleVector x) {
    DoubleVector c = x.max(LOWEST).min(HIGHEST);
    DoubleVector t = c.mul(LOG2_E).add(MAGIC);
    DoubleVector e = lessOne(c, t).add(ONE);
    LongVector k = t.reinterpretAsLongs().sub(MAGIC_BITS);
    LongVector half = k.lanewise(VectorOperators.ASHR, 1);
    LongVector first = half.add(BIAS).lanewise(VectorOperators.LSHL, 52);
    LongVector second = k.sub(half).add(BIAS).lanewise(VectorOperators.LSHL, 52);
    return e.mul(first.reinterpretAsDoubles()).mul(second.reinterpretAsDoubles());
  }

  /** e⁻ʸ for y ≥ 0; exactly 0 from 709 on, where it would soon have fewer digits. */
  static DoubleVector expOfMinus(DoubleVector y) {
    DoubleVector c = y.blend(FURTHEST, y.compare(VectorOperators.GT, FURTHEST));
    DoubleVector t = c.fma(MINUS_LOG2_E, MAGIC);
    LongVector power = t.reinterpretAsLongs().sub(MAGIC_LESS_BIAS);
    DoubleVector scale = power.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
    return lessOne(c.neg(), t).fma(scale, scale);
  }

  /** (eʳ − 1 + 1 − 2⁻ᵏ)·2ᵏ, in two steps of 2ᵏ⁻¹·2 as 2¹⁰²⁴ is no number. */
  static DoubleVector expm1(DoubleVector x) {
    DoubleVector c = x.max(LOWEST_LESS_ONE).min(HIGHEST);
    DoubleVector t = c.fma(LOG2_E, MAGIC);
    LongVector k = t.reinterpretAsLongs().sub(MAGIC_LESS_HALVED_BIAS);
    DoubleVector half = k.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
    DoubleVector e = lessOne(c, t);
    return e.fma(half, half.sub(HALF_ONE)).mul(TWO);
  }

  static DoubleVector log(DoubleVector x) {
    VectorMask<Double> tiny = x.compare(VectorOperators.LT, Double.MIN_NORMAL);
    LongVector bits = x.blend(x.mul(0x1p54), tiny).reinterpretAsLongs();
    LongVector exponent = bits.sub(HALF_ROOT).lanewise(VectorOperators.ASHR, 52);
    DoubleVector m = bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles();
    DoubleVector k = exponent.add(MAGIC_BITS).reinterpretAsDoubles().sub(MAGIC);
    DoubleVector out = logarithm(m.sub(ONE), k.blend(k.sub(54), tiny));
    return out.blend(x, x.compare(VectorOperators.LT, Double.POSITIVE_INFINITY).not())
        .blend(Double.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0))
        .blend(Double.NaN, x.compare(VectorOperators.LT, 0));
  }

  /** log x for positive, finite x that are not subnormal. */
  static DoubleVector logOfNormal(DoubleVector x) {
    LongVector bits = x.reinterpretAsLongs();
    LongVector exponent = bits.sub(HALF_ROOT).lanewise(VectorOperators.ASHR, 52);
    DoubleVector m = bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles();
    return logarithm(m.sub(ONE), exponent.add(MAGIC_BITS).reinterpretAsDoubles().sub(MAGIC));
  }

  /**
   * max(x, 0) + log(1 + e), e = e^(−|x|) from 0 to 1, as log 2 + log(1 + (e − 1)/2) above √2 − 1.
   * The logarithm is {@link #logarithm} written out: beyond some 18 000 nodes of its graph the
   * compiler inlines the methods of vectors, but none of ours, and a vector handed to one goes to
   * the heap.
   */
  static DoubleVector softplus(DoubleVector x) {
    DoubleVector e = expOfMinus(x.abs());
    VectorMask<Double> halved = e.compare(VectorOperators.GT, ROOT_LESS_ONE);
    DoubleVector f = e.blend(e.sub(ONE).mul(HALF_ONE), halved);
    DoubleVector k = ZERO.blend(ONE, halved);
    DoubleVector s = f.div(f.add(TWO));
    DoubleVector z = s.mul(s);
    DoubleVector w = z.mul(z);
    DoubleVector even =
        w.fma(L6.reinterpretAsDoubles(), L4.reinterpretAsDoubles())
            .fma(w, L2.reinterpretAsDoubles())
            .mul(w);
    DoubleVector odd =
        w.fma(L7.reinterpretAsDoubles(), L5.reinterpretAsDoubles())
            .fma(w, L3.reinterpretAsDoubles())
            .fma(w, L1.reinterpretAsDoubles())
            .mul(z);
    DoubleVector half = f.mul(f).mul(HALF_ONE);
    DoubleVector low = k.fma(LN2_LOW, s.mul(half.add(odd.add(even))));
    return x.max(ZERO).add(k.mul(LN2_HIGH).sub(half.sub(low).sub(f)));
  }

  /** 1/(1 + e⁻ˣ). */
  static DoubleVector sigmoid(DoubleVector x) {
    return ONE.div(exp(x.neg()).add(ONE));
  }

  /** log u + (x − (u − 1))/u with u = 1 + x: the second term is what rounding lost. */
  static DoubleVector log1p(DoubleVector x) {
    DoubleVector u = x.add(ONE);
    DoubleVector log = log(u);
    DoubleVector lost = x.sub(u.sub(ONE)).div(u);
    VectorMask<Double> none = lost.compare(VectorOperators.EQ, lost).not();
    return log.add(lost.blend(0, none)).blend(x, x.compare(VectorOperators.EQ, 0));
  }

  /** −(e⁻²ᵃ − 1)/(e⁻²ᵃ + 1), a = |x|, with the sign of x. */
  static DoubleVector tanh(DoubleVector x) {
    DoubleVector a = x.abs();
    DoubleVector y = a.add(a);
    DoubleVector c = y.blend(VANISHED, y.compare(VectorOperators.GT, VANISHED));
    DoubleVector t = c.fma(MINUS_LOG2_E, MAGIC);
    LongVector power = t.reinterpretAsLongs().sub(MAGIC_LESS_BIAS);
    DoubleVector scale = power.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
    DoubleVector e = lessOne(c.neg(), t).fma(scale, scale.sub(ONE));
    DoubleVector out = e.div(e.add(TWO));
    return out.blend(out.neg(), x.compare(VectorOperators.LT, 0).not());
  }

  /** eʳ − 1 for r = c − k ln 2, k the integer in t. */
  private static DoubleVector lessOne(DoubleVector c, DoubleVector t) {
    DoubleVector k = t.sub(MAGIC);
    DoubleVector high = k.fma(MINUS_LN2_HIGH, c);
    DoubleVector r = k.fma(MINUS_LN2_LOW, high);
    // by halves (Estrin 1960): a chain of eleven products waits for itself
    DoubleVector r2 = r.mul(r);
    DoubleVector r4 = r2.mul(r2);
    DoubleVector low =
        r.fma(E5.reinterpretAsDoubles(), E4.reinterpretAsDoubles())
            .fma(r2, r.fma(E3.reinterpretAsDoubles(), E2.reinterpretAsDoubles()));
    DoubleVector middle =
        r.fma(E9.reinterpretAsDoubles(), E8.reinterpretAsDoubles())
            .fma(r2, r.fma(E7.reinterpretAsDoubles(), E6.reinterpretAsDoubles()));
    DoubleVector top = r.fma(E11.reinterpretAsDoubles(), E10.reinterpretAsDoubles());
    DoubleVector p = top.fma(r4, middle).fma(r4, low);
    return r2.fma(p, r);
  }

  /** log(1 + f) + k ln 2 for 1 + f in [√½, √2). */
  private static DoubleVector logarithm(DoubleVector f, DoubleVector k) {
    return logarithm(f, f.div(f.add(TWO)), k);
  }

  /** The same, given s = f/(2 + f). */
  static DoubleVector logarithm(DoubleVector f, DoubleVector s, DoubleVector k) {
    DoubleVector half = f.mul(f).mul(HALF_ONE);
    DoubleVector low = k.fma(LN2_LOW, s.mul(half.add(series(s))));
    return k.mul(LN2_HIGH).sub(half.sub(low).sub(f));
  }

  /**
   * log((1 + s)/(1 − s)) + k ln 2, the quotient in [√½, √2): as {@link #logarithm}, where f would
   * take a division; it errs by as much as s does besides.
   */
  static DoubleVector logarithmOfQuotient(DoubleVector s, DoubleVector k) {
    DoubleVector log = s.fma(series(s), s.add(s));
    return k.mul(LN2_HIGH).add(k.fma(LN2_LOW, log));
  }

  /** log((1 + s)/(1 − s))/s − 2. */
  private static DoubleVector series(DoubleVector s) {
    DoubleVector z = s.mul(s);
    DoubleVector w = z.mul(z);
    DoubleVector even =
        w.fma(L6.reinterpretAsDoubles(), L4.reinterpretAsDoubles())
            .fma(w, L2.reinterpretAsDoubles())
            .mul(w);
    DoubleVector odd =
        w.fma(L7.reinterpretAsDoubles(), L5.reinterpretAsDoubles())
            .fma(w, L3.reinterpretAsDoubles())
            .fma(w, L1.reinterpretAsDoubles())
            .mul(z);
    return odd.add(even);
  }
}
