package org.lethe.core.random;

/**
 * Long runs of numbers at one address. One implementation is chosen when the class is loaded; all
 * give the same bits. Nothing here allocates.
 *
 * <p>The address is a key and the first three counter words; the fourth is the block. Elements come
 * in groups of {@link #GROUP}: group g takes the eight blocks 8g … 8g + 7, its elements 0 … 7 their
 * first halves and its elements 8 … 15 their second halves, so that lanes of two, four or eight
 * blocks are written as they are, without shuffling.
 */
interface Generator {
  /** Elements in a group. */
  int GROUP = 16;

  /** Blocks in a group. */
  int BLOCKS = GROUP / 2;

  /** The implementation in use. */
  static Generator get() {
    return GeneratorProvider.CHOSEN;
  }

  /** The block of an element. */
  static int block(int element) {
    return element / GROUP * BLOCKS + element % BLOCKS;
  }

  /** Which half of its block an element takes. */
  static int half(int element) {
    return element / BLOCKS % 2;
  }

  /** The element that takes the first half of a block; the second goes {@link #BLOCKS} further. */
  static int element(int block) {
    return 2 * block - block % BLOCKS;
  }

  /** out[from + i] = uniform i. */
  void uniforms(long key, int c0, int c1, int c2, double[] out, int from, int to);

  /** out[from + i] = Gaussian i. */
  void gaussians(long key, int c0, int c1, int c2, double[] out, int from, int to);

  /** out[from + i] = integer i below n. */
  void below(long key, int c0, int c1, int c2, int n, int[] out, int from, int to);
}
