package org.lethe.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStreamTest {
  private static final RandomStream STREAM = RandomStream.of(42).stream(3).at(17, Purpose.DRAW);

  @Test
  void theFirstNumbersAreThoseOfTheKnownBlock() {
    // Random123's answer to counter 0 under key 0: 6627e8d5 e169c58d bc57ac4c 9b00dbd8
    double first = ((0xe169c58d6627e8d5L >>> 12) + 0.5) / 0x1p52;
    double second = ((0x9b00dbd8bc57ac4cL >>> 12) + 0.5) / 0x1p52;
    double radius = Math.sqrt(-2 * Math.log(first));
    double[] u = uniforms(RandomStream.of(0), 9);
    double[] z = gaussians(RandomStream.of(0), 9);

    assertThat(u[0]).isEqualTo(first);
    assertThat(u[8]).isEqualTo(second);
    // 2π in a double is off by 2.4e-16 and the angle here is rounded by 4.4e-16
    assertThat(z[0]).isCloseTo(radius * Math.cos(2 * Math.PI * second), within(1e-15));
    assertThat(z[8]).isCloseTo(radius * Math.sin(2 * Math.PI * second), within(1e-15));
  }

  @Test
  void theCounterIsStreamStepPurposeBlock() {
    // Random123's third vector, with the fourth counter word turned into two element indices
    long seed = 0x299f31d0_a4093822L;
    int block = 0x03707344;
    RandomStream stream = new RandomStream(seed, 0x243f6a88L, 0x85a308d3L, 0x13198a2e);

    int element = 16 * (block / 8) + block % 8;
    assertThat(stream.uniform(element)).isEqualTo(((0x94fdccebd16cfe09L >>> 12) + 0.5) / 0x1p52);
    assertThat(stream.uniform(element + 8))
        .isEqualTo(((0x24126ea15001e420L >>> 12) + 0.5) / 0x1p52);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 8, 31})
  void anElementDependsOnItsPlaceAfterFromOnly(int length) {
    double[] whole = gaussians(STREAM, 32);
    double[] shifted = new double[40];
    STREAM.gaussians(shifted, 5, 5 + length);
    double[] shiftedUniforms = new double[40];
    STREAM.uniforms(shiftedUniforms, 5, 5 + length);

    assertThat(Arrays.copyOfRange(shifted, 5, 5 + length))
        .containsExactly(Arrays.copyOf(whole, length));
    assertThat(Arrays.copyOfRange(shiftedUniforms, 5, 5 + length))
        .containsExactly(Arrays.copyOf(uniforms(STREAM, 32), length));
    assertThat(shifted[4]).isZero();
    assertThat(shifted[5 + length]).isZero();
  }

  @Test
  void askingAgainGivesTheSame() {
    assertThat(gaussians(STREAM, 9)).containsExactly(gaussians(STREAM, 9));
    assertThat(STREAM.uniform(6)).isEqualTo(uniforms(STREAM, 7)[6]);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 33, 1000})
  void fillingIsAskingOneByOne(int length) {
    double[] u = new double[length + 2];
    int[] integers = new int[length + 2];
    STREAM.uniforms(u, 1, 1 + length);
    STREAM.below(1000, integers, 1, 1 + length);

    for (int i = 0; i < length; i++) {
      assertThat(u[1 + i]).isEqualTo(STREAM.uniform(i));
      assertThat(integers[1 + i]).isEqualTo(STREAM.below(i, 1000));
    }
    assertThat(u[0] + u[length + 1] + integers[0] + integers[length + 1]).isZero();
  }

  @Test
  void everyPartOfTheAddressMatters() {
    List<RandomStream> others =
        List.of(
            new RandomStream(43, 3, 17, Purpose.DRAW),
            new RandomStream(42L + (1L << 32), 3, 17, Purpose.DRAW),
            STREAM.stream(4),
            STREAM.at(18, Purpose.DRAW),
            STREAM.at(17, Purpose.START));
    double[] here = gaussians(STREAM, 100);
    for (RandomStream other : others) {
      double[] there = gaussians(other, 100);
      for (int i = 0; i < here.length; i++) {
        assertThat(there[i]).as("element %s of %s", i, other).isNotEqualTo(here[i]);
      }
    }
  }

  @Test
  void integersBelowCoverTheirRangeEvenly() {
    int n = 10;
    long[] counts = new long[n];
    for (int i = 0; i < 100_000; i++) {
      counts[STREAM.below(i, n)]++;
    }

    // false-alarm rate 1e-6
    assertThat(Statistics.chiSquaredPValue(counts)).isGreaterThan(1e-6);
    assertThat(STREAM.below(5, 1)).isZero();
    assertThat(STREAM.below(5, Integer.MAX_VALUE)).isBetween(0, Integer.MAX_VALUE - 1);
  }

  @Test
  void addressesOutsideTheCounterAreRefused() {
    assertThat(RandomStream.of(1).stream(0xFFFFFFFFL).at(0xFFFFFFFFL, 0).step())
        .isEqualTo(4294967295L);
    assertThatThrownBy(() -> RandomStream.of(1).stream(1L << 32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RandomStream: stream must be in 0 to 4294967295, got 4294967296");
    assertThatThrownBy(() -> RandomStream.of(1).at(-1, 0))
        .hasMessage("RandomStream: step must be in 0 to 4294967295, got -1");
    assertThatThrownBy(() -> RandomStream.of(1).at(0, -2))
        .hasMessage("RandomStream: purpose must be at least 0, got -2");
    assertThatThrownBy(() -> STREAM.gaussians(new double[3], 1, 4))
        .hasMessage("RandomStream: range must lie in 0 to 3, got 1 to 4");
    assertThatThrownBy(() -> STREAM.below(5, new int[3], 1, 4))
        .hasMessage("RandomStream: range must lie in 0 to 3, got 1 to 4");
    assertThatThrownBy(() -> STREAM.below(0, new int[3], 1, 2))
        .hasMessage("RandomStream: n must be at least 1, got 0");
    assertThatThrownBy(() -> STREAM.below(0, 0))
        .hasMessage("RandomStream: n must be at least 1, got 0");
    assertThatThrownBy(() -> STREAM.below(-1, 2))
        .hasMessage("RandomStream: i must be at least 0, got -1");
  }

  @Test
  void askingOneByOneAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    allocated(threads);

    // 20 000 numbers of 8 bytes would be 160 kB; the measurement itself costs some hundred bytes
    assertThat(allocated(threads)).isLessThan(4096);
  }

  private static long allocated(ThreadMXBean threads) {
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    double[] out = new double[1];
    for (int i = 0; i < 10_000; i++) {
      out[0] += STREAM.below(i, 10) + STREAM.uniform(i);
    }
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }

  private static double[] gaussians(RandomStream stream, int n) {
    double[] out = new double[n];
    stream.gaussians(out, 0, n);
    return out;
  }

  private static double[] uniforms(RandomStream stream, int n) {
    double[] out = new double[n];
    stream.uniforms(out, 0, n);
    return out;
  }
}
