package org.lethe.core.random;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * As many blocks at once as the processor's lanes hold. A chunk goes through a few stages, each a
 * short loop over whole groups in a buffer of the thread, and is then copied out. The compiler
 * gives up on long bodies of vectors, which then go to the heap; that all stages are called from
 * one place keeps it from merging them.
 */
final class VectorGenerator implements Generator {
  static final VectorSpecies<Long> LONGS =
      LongVector.SPECIES_PREFERRED.length() <= BLOCKS
          ? LongVector.SPECIES_PREFERRED
          : LongVector.SPECIES_512;
  static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, LONGS.vectorShape());
  static final int L = LONGS.length();

  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, VectorShape.forBitSize(LONGS.vectorBitSize() / 2));
  private static final LongVector LOW = LongVector.broadcast(LONGS, Philox.LOW);
  private static final LongVector ONE = LongVector.broadcast(LONGS, Word.ONE);
  private static final DoubleVector BELOW_ONE = DoubleVector.broadcast(DOUBLES, Word.BELOW_ONE);

  /** What is done to a chunk. */
  private interface Stage {
    void run(Workbench bench);
  }

  private static final Stage[] UNIFORMS = {VectorPhilox::words, VectorGenerator::uniforms};
  private static final Stage[] GAUSSIANS = {
    VectorPhilox::words, VectorBoxMuller::directions, VectorBoxMuller::radii
  };
  private static final Stage[] BELOW = {VectorPhilox::words, VectorGenerator::integers};

  int lanes() {
    return L;
  }

  @Override
  public void uniforms(long key, int c0, int c1, int c2, double[] out, int from, int to) {
    fill(UNIFORMS, Workbench.at(key, c0, c1, c2), out, from, to);
  }

  @Override
  public void gaussians(long key, int c0, int c1, int c2, double[] out, int from, int to) {
    fill(GAUSSIANS, Workbench.at(key, c0, c1, c2), out, from, to);
  }

  @Override
  public void below(long key, int c0, int c1, int c2, int n, int[] out, int from, int to) {
    Workbench bench = Workbench.at(key, c0, c1, c2);
    bench.bound = n;
    for (int at = from; at < to; at += bench.n) {
      bench.take(at - from, to - from);
      run(BELOW, bench);
      System.arraycopy(bench.integers, 0, out, at, bench.n);
    }
  }

  private static void fill(Stage[] stages, Workbench bench, double[] out, int from, int to) {
    for (int at = from; at < to; at += bench.n) {
      bench.take(at - from, to - from);
      run(stages, bench);
      System.arraycopy(bench.numbers, 0, out, at, bench.n);
    }
  }

  private static void run(Stage[] stages, Workbench bench) {
    for (Stage stage : stages) {
      stage.run(bench);
    }
  }

  private static void uniforms(Workbench bench) {
    for (int i = 0; i < bench.n; i += L) {
      uniform(word(bench, i)).intoArray(bench.numbers, i);
    }
  }

  static DoubleVector uniform(LongVector word) {
    return word.lanewise(VectorOperators.LSHR, 12).or(ONE).reinterpretAsDoubles().sub(BELOW_ONE);
  }

  private static void integers(Workbench bench) {
    LongVector bound = LongVector.broadcast(LONGS, bench.bound);
    for (int i = 0; i < bench.n; i += L) {
      below(word(bench, i), bound).intoArray(bench.integers, i);
    }
  }

  private static IntVector below(LongVector word, LongVector bound) {
    LongVector low = word.and(LOW).mul(bound).lanewise(VectorOperators.LSHR, 32);
    LongVector sum = word.lanewise(VectorOperators.LSHR, 32).mul(bound).add(low);
    return (IntVector)
        sum.lanewise(VectorOperators.LSHR, 32).convertShape(VectorOperators.L2I, INTS, 0);
  }

  static LongVector word(Workbench bench, int at) {
    return DoubleVector.fromArray(DOUBLES, bench.words, at).reinterpretAsLongs();
  }
}
