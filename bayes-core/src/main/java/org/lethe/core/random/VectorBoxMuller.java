package org.lethe.core.random;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link BoxMuller} in lanes, operation by operation. */
final class VectorBoxMuller {
  private static final VectorSpecies<Double> DOUBLES = VectorGenerator.DOUBLES;
  private static final int L = VectorGenerator.L;
  private static final DoubleVector S0 = all(BoxMuller.S0);
  private static final DoubleVector S1 = all(BoxMuller.S1);
  private static final DoubleVector S2 = all(BoxMuller.S2);
  private static final DoubleVector S3 = all(BoxMuller.S3);
  private static final DoubleVector S4 = all(BoxMuller.S4);
  private static final DoubleVector S5 = all(BoxMuller.S5);
  private static final DoubleVector S6 = all(BoxMuller.S6);
  private static final DoubleVector C1 = all(BoxMuller.C1);
  private static final DoubleVector C2 = all(BoxMuller.C2);
  private static final DoubleVector C3 = all(BoxMuller.C3);
  private static final DoubleVector C4 = all(BoxMuller.C4);
  private static final DoubleVector C5 = all(BoxMuller.C5);
  private static final DoubleVector C6 = all(BoxMuller.C6);
  private static final DoubleVector C7 = all(BoxMuller.C7);
  private static final DoubleVector L1 = all(BoxMuller.L1);
  private static final DoubleVector L2 = all(BoxMuller.L2);
  private static final DoubleVector L3 = all(BoxMuller.L3);
  private static final DoubleVector L4 = all(BoxMuller.L4);
  private static final DoubleVector L5 = all(BoxMuller.L5);
  private static final DoubleVector L6 = all(BoxMuller.L6);
  private static final DoubleVector L7 = all(BoxMuller.L7);
  private static final DoubleVector LN2_HIGH = all(BoxMuller.LN2_HIGH);
  private static final DoubleVector LN2_LOW = all(BoxMuller.LN2_LOW);
  private static final DoubleVector CENTRE = all(BoxMuller.CENTRE);
  private static final DoubleVector INTEGER_ZERO = all(Double.longBitsToDouble(BoxMuller.INTEGER));
  private static final DoubleVector MINUS_TWO = all(-2.0);
  private static final DoubleVector HALF = all(0.5);
  private static final DoubleVector ONE = all(1.0);
  private static final DoubleVector TWO = all(2.0);
  private static final LongVector INTEGER = all(BoxMuller.INTEGER);
  private static final LongVector SQRT_HALF = all(BoxMuller.SQRT_HALF);
  private static final LongVector EIGHTH = all(BoxMuller.EIGHTH);
  private static final LongVector SIGN = all(BoxMuller.SIGN);
  private static final LongVector UNIT = all(Word.ONE);
  private static final LongVector EVEN = all(~3L);

  private VectorBoxMuller() {}

  /** Cosine and sine of the angles in the words' second halves, a group's cosines first. */
  static void directions(Workbench bench) {
    for (int i = 0, at = 0; at < bench.n; i += L, at = Generator.element(i)) {
      LongVector quarter = VectorGenerator.word(bench, at + Generator.BLOCKS).add(EIGHTH);
      DoubleVector turn = turn(quarter);
      DoubleVector z = turn.mul(turn);
      LongVector sine = sine(z).mul(turn).reinterpretAsLongs();
      LongVector cosine = cosine(z).reinterpretAsLongs();
      LongVector next = quarter.lanewise(VectorOperators.LSHL, 1);
      LongVector swap =
          next.lanewise(VectorOperators.ASHR, 63).and(cosine.lanewise(VectorOperators.XOR, sine));
      LongVector sign = quarter.lanewise(VectorOperators.XOR, next);
      signed(cosine, swap, sign).intoArray(bench.numbers, at);
      signed(sine, swap, quarter).intoArray(bench.numbers, at + Generator.BLOCKS);
    }
  }

  private static DoubleVector signed(LongVector value, LongVector swap, LongVector sign) {
    return value
        .lanewise(VectorOperators.XOR, swap)
        .lanewise(VectorOperators.XOR, sign.and(SIGN))
        .reinterpretAsDoubles();
  }

  /** Multiplies each cosine and sine by a radius, from the words' first halves. */
  static void radii(Workbench bench) {
    double[] numbers = bench.numbers;
    for (int i = 0, at = 0; at < bench.n; i += L, at = Generator.element(i)) {
      DoubleVector u = VectorGenerator.uniform(VectorGenerator.word(bench, at));
      DoubleVector radius = log(u).mul(MINUS_TWO).sqrt();
      DoubleVector.fromArray(DOUBLES, numbers, at).mul(radius).intoArray(numbers, at);
      DoubleVector.fromArray(DOUBLES, numbers, at + Generator.BLOCKS)
          .mul(radius)
          .intoArray(numbers, at + Generator.BLOCKS);
    }
  }

  private static DoubleVector log(DoubleVector u) {
    LongVector bits = u.reinterpretAsLongs();
    LongVector exponent = bits.sub(SQRT_HALF).lanewise(VectorOperators.ASHR, 52);
    DoubleVector k = exponent.add(INTEGER).reinterpretAsDoubles().sub(INTEGER_ZERO);
    DoubleVector f =
        bits.sub(exponent.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles().sub(ONE);
    DoubleVector s = f.div(f.add(TWO));
    DoubleVector z = s.mul(s);
    DoubleVector half = f.mul(f).mul(HALF);
    DoubleVector low = s.fma(half.add(logPolynomial(z).mul(z)), k.mul(LN2_LOW));
    return k.fma(LN2_HIGH, f.sub(half.sub(low)));
  }

  private static DoubleVector logPolynomial(DoubleVector z) {
    return z.fma(L7, L6).fma(z, L5).fma(z, L4).fma(z, L3).fma(z, L2).fma(z, L1);
  }

  private static DoubleVector turn(LongVector quarter) {
    return quarter
        .lanewise(VectorOperators.LSHL, 2)
        .lanewise(VectorOperators.LSHR, 12)
        .and(EVEN)
        .or(UNIT)
        .reinterpretAsDoubles()
        .sub(CENTRE);
  }

  private static DoubleVector sine(DoubleVector z) {
    return z.fma(S6, S5).fma(z, S4).fma(z, S3).fma(z, S2).fma(z, S1).fma(z, S0);
  }

  private static DoubleVector cosine(DoubleVector z) {
    return z.fma(C7, C6).fma(z, C5).fma(z, C4).fma(z, C3).fma(z, C2).fma(z, C1).fma(z, ONE);
  }

  private static DoubleVector all(double value) {
    return DoubleVector.broadcast(DOUBLES, value);
  }

  private static LongVector all(long bits) {
    return LongVector.broadcast(VectorGenerator.LONGS, bits);
  }
}
