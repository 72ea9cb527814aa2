package org.lethe.core.random;

/** One number, or one pair of Gaussians, after the other. */
final class PlainGenerator implements Generator {
  static final PlainGenerator INSTANCE = new PlainGenerator();

  private PlainGenerator() {}

  @Override
  public void uniforms(long key, int c0, int c1, int c2, double[] out, int from, int to) {
    for (int i = 0; i < to - from; i++) {
      out[from + i] =
          Word.uniform(Philox.half(key, c0, c1, c2, Generator.block(i), Generator.half(i)));
    }
  }

  @Override
  public void gaussians(long key, int c0, int c1, int c2, double[] out, int from, int to) {
    int n = to - from;
    int blocks = n / GROUP * BLOCKS + Math.min(n % GROUP, BLOCKS);
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
    for (int i = 0; i < to - from; i++) {
      out[from + i] =
          Word.below(Philox.half(key, c0, c1, c2, Generator.block(i), Generator.half(i)), n);
    }
  }
}
