package org.lethe.core.random;

/** What one random word of 64 bits stands for. */
final class Word {
  /** The bits of 1.0: with 52 bits of mantissa, a number from 1 up to 2. */
  static final long ONE = 0x3FF0000000000000L;

  /** One, less half the last of those 52 bits: what is left after subtracting it is exact. */
  static final double BELOW_ONE = 1 - 0x1p-53;

  private Word() {}

  /** (m + ½)·2⁻⁵² with m the upper 52 bits; a 53rd would let rounding reach 1. */
  static double uniform(long word) {
    return Double.longBitsToDouble((word >>> 12) | ONE) - BELOW_ONE;
  }

  /** ⌊word·n·2⁻⁶⁴⌋. */
  static int below(long word, int n) {
    long low = ((word & Philox.LOW) * n) >>> 32;
    return (int) (((word >>> 32) * n + low) >>> 32);
  }
}
