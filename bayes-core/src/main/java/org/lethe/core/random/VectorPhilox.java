package org.lethe.core.random;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Philox} in lanes, a block each, words in the low halves of 64-bit lanes. */
final class VectorPhilox {
  private static final VectorSpecies<Long> LONGS = VectorGenerator.LONGS;
  private static final int L = VectorGenerator.L;
  private static final LongVector LANE = LongVector.zero(LONGS).addIndex(1);

  private VectorPhilox() {}

  /** The words of a chunk. */
  static void words(Workbench bench) {
    int block = bench.first / 2;
    for (int i = 0, at = 0; at < bench.n; i += L, at = Generator.element(i)) {
      block(bench, block + i, at);
    }
  }

  /**
   * The blocks from {@code first} on; the four words start here, as ones passed in would be boxed.
   */
  private static void block(Workbench bench, int first, int at) {
    LongVector c0 = LongVector.broadcast(LONGS, bench.c0 & Philox.LOW);
    LongVector c1 = LongVector.broadcast(LONGS, bench.c1);
    LongVector c2 = LongVector.broadcast(LONGS, bench.c2 & Philox.LOW);
    LongVector c3 = LANE.add(first);
    int k0 = (int) bench.key;
    int k1 = (int) (bench.key >>> 32);
    for (int round = 0; round < Philox.ROUNDS; round++) {
      LongVector product0 = c0.mul(Philox.M0);
      LongVector product1 = c2.mul(Philox.M1);
      c0 = mixed(product1, c1, k0);
      c1 = product1;
      c2 = mixed(product0, c3, k1);
      c3 = product0;
      k0 += Philox.W0;
      k1 += Philox.W1;
    }
    store(c0, c1, bench.words, at);
    store(c2, c3, bench.words, at + Generator.BLOCKS);
  }

  /** Only the factors of the next round need clean upper halves. */
  private static LongVector mixed(LongVector product, LongVector word, long key) {
    return product
        .lanewise(VectorOperators.LSHR, 32)
        .lanewise(VectorOperators.XOR, word)
        .lanewise(VectorOperators.XOR, key)
        .and(Philox.LOW);
  }

  private static void store(LongVector low, LongVector high, double[] words, int at) {
    high.lanewise(VectorOperators.LSHL, 32).or(low).reinterpretAsDoubles().intoArray(words, at);
  }
}
