package org.lethe.core.random;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lanes and plain code give the same bits, whatever the processor. */
class GeneratorTest {
  private static final Generator PLAIN = PlainGenerator.INSTANCE;
  private static final Generator VECTOR = new VectorGenerator();

  /** Lengths about the ends of groups and of chunks. */
  static IntStream lengths() {
    return IntStream.concat(
        IntStream.rangeClosed(0, 50), IntStream.of(511, 512, 513, 520, 521, 1023, 1024, 1035));
  }

  @Test
  void aMillionNumbersAgreeInEveryBit() {
    assertSame(1_000_003, 0, new int[] {-5, 0x80000001, 77}, 0xFEDCBA9876543210L, 1_000_000_007);
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void everyLengthAgreesAndLeavesItsSurroundingsAlone(int length) {
    assertSame(length, 3, new int[] {length, 17, Purpose.DRAW}, 42, 10);
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void aShortFillIsTheStartOfALongOne(int length) {
    double[] whole = new double[1100];
    VECTOR.gaussians(1, 2, 3, 4, whole, 0, whole.length);
    double[] start = new double[length];
    VECTOR.gaussians(1, 2, 3, 4, start, 0, length);

    assertThat(start).isEqualTo(Arrays.copyOf(whole, length));
  }

  @Test
  void theChangeFromPlainToLanesNeverShows() {
    Generator warming = new WarmingGenerator();
    double[] warm = new double[1000];
    double[] plain = new double[1000];
    for (int call = 0; call < 600; call++) {
      warming.gaussians(1, 2, call, 4, warm, 0, warm.length);
      PLAIN.gaussians(1, 2, call, 4, plain, 0, plain.length);
      assertThat(warm).as("call %d", call).isEqualTo(plain);
    }
  }

  @Test
  void fillingAllocatesNothing() {
    for (Generator generator : new Generator[] {PLAIN, VECTOR}) {
      double[] out = new double[1001];
      int[] integers = new int[1001];
      long least = Long.MAX_VALUE;
      // vectors live on the heap until the last stage of compilation, which comes in its own time
      for (int i = 0; i < 2000 && least > 4096; i++) {
        least = Math.min(least, allocated(generator, out, integers));
      }

      // 300 300 numbers of 8 bytes would be 2.4 MB; the measurement itself costs some hundred bytes
      assertThat(least).as(generator.getClass().getSimpleName()).isLessThan(4096);
    }
  }

  private static long allocated(Generator generator, double[] out, int[] integers) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    for (int i = 0; i < 100; i++) {
      generator.gaussians(1, 2, i, 4, out, 0, out.length);
      generator.uniforms(1, 2, i, 4, out, 0, out.length);
      generator.below(1, 2, i, 4, 10, integers, 0, integers.length);
    }
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }

  private static void assertSame(int length, int from, int[] c, long key, int n) {
    double[] plain = new double[length + 2 * from];
    double[] vector = new double[length + 2 * from];
    PLAIN.uniforms(key, c[0], c[1], c[2], plain, from, from + length);
    VECTOR.uniforms(key, c[0], c[1], c[2], vector, from, from + length);
    assertThat(Arrays.equals(vector, plain)).as("uniforms").isTrue();

    PLAIN.gaussians(key, c[0], c[1], c[2], plain, from, from + length);
    VECTOR.gaussians(key, c[0], c[1], c[2], vector, from, from + length);
    assertThat(Arrays.equals(vector, plain)).as("Gaussians").isTrue();
    assertThat(Arrays.stream(vector, 0, from).allMatch(x -> x == 0)).isTrue();
    assertThat(Arrays.stream(vector, from, from + length).noneMatch(x -> x == 0)).isTrue();
    assertThat(Arrays.stream(vector, from + length, vector.length).allMatch(x -> x == 0)).isTrue();

    int[] plainIntegers = new int[length + from];
    int[] integers = new int[length + from];
    PLAIN.below(key, c[0], c[1], c[2], n, plainIntegers, from, from + length);
    VECTOR.below(key, c[0], c[1], c[2], n, integers, from, from + length);
    assertThat(Arrays.equals(integers, plainIntegers)).as("integers").isTrue();
  }
}
