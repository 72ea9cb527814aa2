package org.lethe.core.random;

/** One block after the other. */
final class PlainGenerator implements Generator {
  static final PlainGenerator INSTANCE = new PlainGenerator();

  private PlainGenerator() {}

  @Override
  public void uniforms(long key, int c0, int c1, int c2, double[] out, int from, int to) {
    int blocks = blocks(to - from);
    for (int block = 0; block < blocks; block++) {
      int at = from + Generator.element(block);
      double second = Word.uniform(Philox.half(key, c0, c1, c2, block, 1));
      out[at] = Word.uniform(Philox.half(key, c0, c1, c2, block, 0));
      if (at < to - BLOCKS) {
        out[at + BLOCKS] = second;
      }
    }
  }

  @Override
  public void gaussians(long key, int c0, int c1, int c2, double[] out, int from, int to) {
    int blocks = blocks(to - from);
    for (int block = 0; block < blocks; block++) {
      int at = from + Generator.element(block);
      long angle = Philox.half(key, c0, c1, c2, block, 1);
      double radius = BoxMuller.radius(Philox.half(key, c0, c1, c2, block, 0));
      double turn = BoxMuller.turn(angle);
      double sine = BoxMuller.sine(turn);
      double cosine = BoxMuller.cosine(turn);
      out[at] = radius * BoxMuller.first(angle, cosine, sine);
      if (at < to - BLOCKS) {
        out[at + BLOCKS] = radius * BoxMuller.second(angle, cosine, sine);
      }
    }
  }

  @Override
  public void below(long key, int c0, int c1, int c2, int n, int[] out, int from, int to) {
    int blocks = blocks(to - from);
    for (int block = 0; block < blocks; block++) {
      int at = from + Generator.element(block);
      int second = Word.below(Philox.half(key, c0, c1, c2, block, 1), n);
      out[at] = Word.below(Philox.half(key, c0, c1, c2, block, 0), n);
      if (at < to - BLOCKS) {
        out[at + BLOCKS] = second;
      }
    }
  }

  /** Blocks with an element among the first n. */
  private static int blocks(int n) {
    return n / GROUP * BLOCKS + Math.min(n % GROUP, BLOCKS);
  }
}
