package org.lethe.core.random;

/**
 * A keyed permutation of 0 … n−1 that is evaluated one element at a time, with no array to shuffle:
 * an unbalanced Feistel network over the ⌈log₂ n⌉ bits of the index, walked along its cycle until
 * the result falls below n (Black and Rogaway, "Ciphers with arbitrary finite domains", CT-RSA
 * 2002). The walk takes less than two steps on average.
 */
final class Permutation {
  /** Eight rounds, so that even a handful of elements comes in every order. */
  private static final int ROUNDS = 8;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Permutation() {}

  static int at(int index, int n, long key0, long key1) {
    int bits = 32 - Integer.numberOfLeadingZeros(n - 1);
    int lowBits = bits / 2;
    int lowMask = (1 << lowBits) - 1;
    int highMask = (1 << (bits - lowBits)) - 1;
    int value = index;
    do {
      int low = value & lowMask;
      int high = value >>> lowBits;
      for (int round = 0; round < ROUNDS; round += 2) {
        high ^= mix(low, key0 + round * GOLDEN) & highMask;
        low ^= mix(high, key1 + round * GOLDEN) & lowMask;
      }
      value = high << lowBits | low;
    } while (value >= n);
    return value;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014), high word. */
  private static int mix(int half, long key) {
    long z = key ^ (half * GOLDEN);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (int) (z >>> 32);
  }
}
