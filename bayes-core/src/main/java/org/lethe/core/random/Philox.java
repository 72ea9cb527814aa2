package org.lethe.core.random;

/**
 * The Philox4x32-10 block function of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as
 * easy as 1, 2, 3" (SC 2011): a bijection of 128-bit counters under a 64-bit key.
 */
final class Philox {
  static final long M0 = 0xD2511F53L;
  static final long M1 = 0xCD9E8D57L;
  static final int W0 = 0x9E3779B9;
  static final int W1 = 0xBB67AE85;
  static final int ROUNDS = 10;
  static final long LOW = 0xFFFFFFFFL;

  private Philox() {}

  /**
   * Half a block: output words (0, 1) for {@code half} 0 and (2, 3) for {@code half} 1, the first
   * of them in the low 32 bits. Half a block at a time is what a method can return without
   * allocating; the compiler shares the rounds of two neighbouring calls.
   *
   * @param key low word first, as Random123 lays it out
   */
  static long half(long key, int c0, int c1, int c2, int c3, int half) {
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = M0 * (c0 & LOW);
      long product1 = M1 * (c2 & LOW);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += W0;
      k1 += W1;
    }
    return half == 0 ? (c0 & LOW) | ((long) c1 << 32) : (c2 & LOW) | ((long) c3 << 32);
  }
}
