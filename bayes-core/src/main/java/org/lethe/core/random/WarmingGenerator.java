package org.lethe.core.random;

/**
 * Plain for the first numbers of a process, then SIMD: vectors are slow until the JVM has compiled
 * their loops, and a short program would spend most of its time waiting for that. The numbers are
 * the same, so it does not matter when, or in which thread, the change comes.
 */
final class WarmingGenerator implements Generator {

  /** Some ten milliseconds of plain work; a quarter of a second when interpreting vectors. */
  private static final int PLAIN_NUMBERS = 1 << 18;

  private static final PlainGenerator PLAIN = PlainGenerator.INSTANCE;

  private int made;

  /** Loaded when it is first used. */
  private static final class Lanes {
    static final Generator WIDEST = widest();

    private static Generator widest() {
      VectorGenerator vector = new VectorGenerator();
      return vector.lanes() >= 4 ? vector : PLAIN;
    }
  }

  /** Counts without care for other threads, which only shifts the moment of change. */
  private Generator next(int numbers) {
    if (made >= PLAIN_NUMBERS) {
      return Lanes.WIDEST;
    }
    made += Math.min(numbers, PLAIN_NUMBERS);
    return PLAIN;
  }

  @Override
  public void uniforms(long key, int c0, int c1, int c2, double[] out, int from, int to) {
    next(to - from).uniforms(key, c0, c1, c2, out, from, to);
  }

  @Override
  public void gaussians(long key, int c0, int c1, int c2, double[] out, int from, int to) {
    next(to - from).gaussians(key, c0, c1, c2, out, from, to);
  }

  @Override
  public void below(long key, int c0, int c1, int c2, int n, int[] out, int from, int to) {
    next(to - from).below(key, c0, c1, c2, n, out, from, to);
  }
}
