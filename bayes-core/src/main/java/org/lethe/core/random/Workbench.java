package org.lethe.core.random;

/**
 * What the stages of {@link VectorGenerator} work on: an address, and a chunk of elements there.
 */
final class Workbench {
  /** Elements in a chunk, few enough for the innermost cache. */
  static final int CHUNK = 512;

  private static final ThreadLocal<Workbench> OF_THREAD = ThreadLocal.withInitial(Workbench::new);

  /** The random words of the chunk, as bits of doubles. */
  final double[] words = new double[CHUNK];

  /** The uniforms or Gaussians of the chunk. */
  final double[] numbers = new double[CHUNK];

  /** The integers of the chunk. */
  final int[] integers = new int[CHUNK];

  /** The key. */
  long key;

  /** The first counter word. */
  int c0;

  /** The second counter word. */
  int c1;

  /** The third counter word. */
  int c2;

  /** What integers are below. */
  int bound;

  /** The first element of the chunk. */
  int first;

  /** Elements of the chunk that are wanted; stages work on whole groups. */
  int n;

  private Workbench() {}

  /** This thread's, at an address. */
  static Workbench at(long key, int c0, int c1, int c2) {
    Workbench bench = OF_THREAD.get();
    bench.key = key;
    bench.c0 = c0;
    bench.c1 = c1;
    bench.c2 = c2;
    return bench;
  }

  /** The chunk from element {@code first} on of {@code total}. */
  void take(int first, int total) {
    this.first = first;
    this.n = Math.min(CHUNK, total - first);
  }
}
