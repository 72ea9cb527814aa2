package org.lethe.core.random;

/**
 * Box and Muller's (1958) two Gaussians √(−2 ln u₁) cos 2πu₂ and √(−2 ln u₁) sin 2πu₂ from two
 * words, in additions, multiplications, fused multiply-adds, one division and one square root only:
 * operations that round alike everywhere, so that lanes of any width give the bits given here.
 *
 * <p>The angle is taken from the word's bits, before any rounding: with 2πu₂ = (q + r)·π/2, the
 * quarter q is its two upper bits and r in (−½, ½) is exact. Sine and cosine of r·π/2 are minimax
 * polynomials in r², relative error of sine 2⁻⁵⁸ and absolute error of cosine 2⁻⁶⁴. The logarithm
 * is FDLIBM's e_log.c (Sun Microsystems 1993): u = 2ᵏ(1 + f), s = f/(2 + f), a polynomial in s².
 */
final class BoxMuller {
  static final double S0 = 0x1.921fb54442d18p+0;
  static final double S1 = -0x1.4abbce625be41p-1;
  static final double S2 = 0x1.466bc67758700p-4;
  static final double S3 = -0x1.32d2cce2d538ap-8;
  static final double S4 = 0x1.50782fca3af0ap-13;
  static final double S5 = -0x1.e30063a1b8bfbp-19;
  static final double S6 = 0x1.e3eed62bb4ebcp-25;

  static final double C1 = -0x1.3bd3cc9be45dep+0;
  static final double C2 = 0x1.03c1f081b5ab0p-2;
  static final double C3 = -0x1.55d3c7e3c95bcp-6;
  static final double C4 = 0x1.e1f50683b4301p-11;
  static final double C5 = -0x1.a6d1ecb743441p-16;
  static final double C6 = 0x1.f9cc6ad2607f7p-22;
  static final double C7 = -0x1.b26fe92617f44p-28;

  static final double LN2_HIGH = 0x1.62e42feep-1;
  static final double LN2_LOW = 0x1.a39ef35793c76p-33;
  static final double L1 = 0x1.5555555555593p-1;
  static final double L2 = 0x1.999999997fa04p-2;
  static final double L3 = 0x1.2492494229359p-2;
  static final double L4 = 0x1.c71c51d8e78afp-3;
  static final double L5 = 0x1.7466496cb03dep-3;
  static final double L6 = 0x1.39a09d078c69fp-3;
  static final double L7 = 0x1.2f112df3e5244p-3;

  /** The bits of √½ cut short: the mantissa 1 + f is taken from √½ to √2. */
  static final long SQRT_HALF = 0x3FE6A09E00000000L;

  /** The bits of 1.5·2⁵², to which a small integer may be added in bits. */
  static final long INTEGER = 0x4338000000000000L;

  /** An eighth of a turn, which centres the quarters. */
  static final long EIGHTH = 1L << 61;

  /** 1.5 less half the last of 50 bits: what is left after subtracting it is exact. */
  static final double CENTRE = 1.5 - 0x1p-51;

  static final long SIGN = Long.MIN_VALUE;

  private BoxMuller() {}

  static double radius(long word) {
    return Math.sqrt(-2 * log(Word.uniform(word)));
  }

  /** ln u for a normal u &gt; 0, within an ulp. */
  static double log(double u) {
    long bits = Double.doubleToRawLongBits(u);
    long exponent = (bits - SQRT_HALF) >> 52;
    double k = Double.longBitsToDouble(exponent + INTEGER) - Double.longBitsToDouble(INTEGER);
    double f = Double.longBitsToDouble(bits - (exponent << 52)) - 1;
    double s = f / (f + 2);
    double z = s * s;
    double p = Math.fma(z, Math.fma(z, Math.fma(z, L7, L6), L5), L4);
    double r = Math.fma(z, Math.fma(z, Math.fma(z, p, L3), L2), L1) * z;
    double half = f * f * 0.5;
    double low = Math.fma(s, half + r, k * LN2_LOW);
    return Math.fma(k, LN2_HIGH, f - (half - low));
  }

  /** r, the angle in quarter turns from the middle of its quarter. */
  static double turn(long word) {
    long bits = ((((word + EIGHTH) << 2) >>> 12) & ~3L) | Word.ONE;
    return Double.longBitsToDouble(bits) - CENTRE;
  }

  /** sin(r·π/2), |r| ≤ ½. */
  static double sine(double r) {
    double z = r * r;
    double p = Math.fma(z, Math.fma(z, Math.fma(z, S6, S5), S4), S3);
    return Math.fma(z, Math.fma(z, Math.fma(z, p, S2), S1), S0) * r;
  }

  /** cos(r·π/2), |r| ≤ ½. */
  static double cosine(double r) {
    double z = r * r;
    double p = Math.fma(z, Math.fma(z, Math.fma(z, C7, C6), C5), C4);
    return Math.fma(z, Math.fma(z, Math.fma(z, Math.fma(z, p, C3), C2), C1), 1);
  }

  /** Cosine of the whole angle: ± cosine or sine of r, as the quarter says. */
  static double first(long word, double cosine, double sine) {
    long quarter = word + EIGHTH;
    return signed(choose(quarter, cosine, sine), quarter ^ (quarter << 1));
  }

  /** Sine of the whole angle. */
  static double second(long word, double cosine, double sine) {
    long quarter = word + EIGHTH;
    return signed(choose(quarter, sine, cosine), quarter);
  }

  /**
   * One number in even quarters, the other in odd ones; without a branch, as nothing predicts it.
   */
  private static double choose(long quarter, double even, double odd) {
    long bits = Double.doubleToRawLongBits(even);
    long other = Double.doubleToRawLongBits(odd);
    return Double.longBitsToDouble(bits ^ ((bits ^ other) & ((quarter << 1) >> 63)));
  }

  private static double signed(double value, long sign) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(value) ^ (sign & SIGN));
  }
}
