package org.lethe.core.random;

import java.util.Objects;

/**
 * Random numbers that are addressed, not advanced: Philox4x32-10 with key = seed and counter =
 * (stream, step, purpose, block). A stream has no state; asking twice gives the same numbers, in
 * any order and on any thread, and two streams that differ in seed, stream, step or purpose are
 * independent.
 *
 * <p>Each block of four 32-bit words is two words of 64 bits, and each of these a uniform, rounded
 * to the odd multiples of 2⁻⁵³ between 0 and 1 (symmetric about ½, never 0 or 1). Element i takes
 * word ⌊i/8⌋ mod 2 of block 8⌊i/16⌋ + i mod 8: sixteen elements in a row are the first words of
 * eight blocks and then their second words, as wide registers would have it. By Box and Muller
 * (1958) a block's uniforms u₁, u₂ give two Gaussians in the same places, z₁ = √(−2 ln u₁) cos 2πu₂
 * and z₂ = √(−2 ln u₁) sin 2πu₂.
 *
 * <p>Filling an array is several times faster than asking number by number, and gives the same bits
 * on every processor, with SIMD and without: logarithm, sine and cosine are the library's own. No
 * method allocates, but for those that return a stream, and for a buffer that each thread keeps.
 */
public final class RandomStream {
  private static final long MAX_WORD = 0xFFFFFFFFL;

  /** The block that keys a permutation; sequential numbers stay below 2³⁰. */
  private static final int PERMUTATION_BLOCK = -1;

  private final long seed;
  private final long stream;
  private final int purpose;

  /** Changes only where {@link RandomSteps} walks. */
  private long step;

  /**
   * Checks the address.
   *
   * @param seed the key, any number
   * @param stream for instance the chain, 0 … 2³² − 1
   * @param step for instance the iteration, 0 … 2³² − 1
   * @param purpose what the numbers are for, at least 0; see {@link Purpose}
   * @throws IllegalArgumentException if stream or step does not fit in 32 bits or purpose is
   *     negative
   */
  public RandomStream(long seed, long stream, long step, int purpose) {
    requireWord("stream", stream);
    requireWord("step", step);
    if (purpose < 0) {
      throw new IllegalArgumentException(
          "RandomStream: purpose must be at least 0, got " + purpose);
    }
    this.seed = seed;
    this.stream = stream;
    this.step = step;
    this.purpose = purpose;
  }

  /** Stream 0, step 0, purpose 0 under a seed. */
  public static RandomStream of(long seed) {
    return new RandomStream(seed, 0, 0, 0);
  }

  /** The same seed, step and purpose in another stream, such as another chain. */
  public RandomStream stream(long other) {
    return new RandomStream(seed, other, step, purpose);
  }

  /** The same seed and stream at another step, for another purpose. */
  public RandomStream at(long otherStep, int otherPurpose) {
    return new RandomStream(seed, stream, otherStep, otherPurpose);
  }

  /** Many steps of the same seed and stream for one purpose, one after another. */
  public RandomSteps steps(int otherPurpose) {
    return new RandomSteps(at(step, otherPurpose));
  }

  void moveTo(long otherStep) {
    requireWord("step", otherStep);
    step = otherStep;
  }

  /** The key. */
  public long seed() {
    return seed;
  }

  /** For instance the chain. */
  public long stream() {
    return stream;
  }

  /** For instance the iteration. */
  public long step() {
    return step;
  }

  /** What the numbers are for. */
  public int purpose() {
    return purpose;
  }

  /**
   * A seed of its own for the {@code i}-th of many things at this address that each need streams,
   * steps and purposes: stream 0, step 0, purpose 0 under a random word as the key. Independent of
   * the uniforms at this address.
   */
  public RandomStream branch(int i) {
    requireIndex(i);
    return of(Philox.half(seed, (int) stream, (int) step, purpose, Integer.MIN_VALUE + i, 0));
  }

  /** The {@code i}-th uniform of this address, strictly between 0 and 1. */
  public double uniform(int i) {
    requireIndex(i);
    return Word.uniform(bits(i));
  }

  /**
   * Writes uniforms 0, 1, … of this address to {@code out[from]} … {@code out[to − 1]}: element i
   * depends on i − from only.
   */
  public void uniforms(double[] out, int from, int to) {
    requireRange(out.length, from, to);
    Generator.get().uniforms(seed, (int) stream, (int) step, purpose, out, from, to);
  }

  /**
   * Writes standard Gaussians 0, 1, … of this address to {@code out[from]} … {@code out[to − 1]}:
   * element i depends on i − from only.
   */
  public void gaussians(double[] out, int from, int to) {
    requireRange(out.length, from, to);
    Generator.get().gaussians(seed, (int) stream, (int) step, purpose, out, from, to);
  }

  /**
   * The {@code i}-th uniform integer of this address in 0 … n − 1. No value is favoured by more
   * than n·2⁻⁶⁴ of its probability.
   *
   * @throws IllegalArgumentException if {@code n} is not positive
   */
  public int below(int i, int n) {
    requireIndex(i);
    requireCount(n);
    return Word.below(bits(i), n);
  }

  /**
   * Writes integers {@link #below(int, int) below(0, n)}, below(1, n), … of this address to {@code
   * out[from]} … {@code out[to − 1]}.
   *
   * @throws IllegalArgumentException if {@code n} is not positive
   */
  public void below(int n, int[] out, int from, int to) {
    requireCount(n);
    requireRange(out.length, from, to);
    Generator.get().below(seed, (int) stream, (int) step, purpose, n, out, from, to);
  }

  /**
   * Where element {@code i} goes in this address's permutation of 0 … n − 1: a bijection, evaluated
   * element by element without an array. Independent of the uniforms at the same address.
   *
   * @throws IllegalArgumentException unless 0 ≤ i &lt; n
   */
  public int permuted(int i, int n) {
    requireCount(n);
    if (i < 0 || i >= n) {
      throw new IllegalArgumentException(
          "RandomStream.permuted: i must be in 0 to " + (n - 1) + ", got " + i);
    }
    int s = (int) stream;
    int t = (int) step;
    return Permutation.at(
        i,
        n,
        Philox.half(seed, s, t, purpose, PERMUTATION_BLOCK, 0),
        Philox.half(seed, s, t, purpose, PERMUTATION_BLOCK, 1));
  }

  private long bits(int i) {
    return Philox.half(
        seed, (int) stream, (int) step, purpose, Generator.block(i), Generator.half(i));
  }

  /** Whether it is the same address. */
  @Override
  public boolean equals(Object o) {
    return o instanceof RandomStream r
        && seed == r.seed
        && stream == r.stream
        && step == r.step
        && purpose == r.purpose;
  }

  @Override
  public int hashCode() {
    return Objects.hash(seed, stream, step, purpose);
  }

  @Override
  public String toString() {
    return "RandomStream[seed="
        + seed
        + ", stream="
        + stream
        + ", step="
        + step
        + ", purpose="
        + purpose
        + "]";
  }

  private static void requireWord(String name, long value) {
    if (value < 0 || value > MAX_WORD) {
      throw new IllegalArgumentException(
          "RandomStream: " + name + " must be in 0 to 4294967295, got " + value);
    }
  }

  private static void requireIndex(int i) {
    if (i < 0) {
      throw new IllegalArgumentException("RandomStream: i must be at least 0, got " + i);
    }
  }

  private static void requireCount(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("RandomStream: n must be at least 1, got " + n);
    }
  }

  private static void requireRange(int length, int from, int to) {
    if (from < 0 || to < from || to > length) {
      throw new IllegalArgumentException(
          "RandomStream: range must lie in 0 to " + length + ", got " + from + " to " + to);
    }
  }
}
