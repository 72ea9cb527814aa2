package org.lethe.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
  static IntStream sizes() {
    return IntStream.concat(
        IntStream.rangeClosed(1, 70), IntStream.of(1023, 1024, 1025, 1372, 65_537, 300_000));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void everyElementComesOnce(int n) {
    RandomStream stream = RandomStream.of(5);
    BitSet seen = new BitSet(n);
    for (int i = 0; i < n; i++) {
      int to = stream.permuted(i, n);
      assertThat(to).isBetween(0, n - 1);
      seen.set(to);
    }

    assertThat(seen.cardinality()).isEqualTo(n);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void everyOrderOfAFewElementsIsEquallyProbable(int n) {
    int orders = IntStream.rangeClosed(1, n).reduce(1, (a, b) -> a * b);
    long[] counts = new long[(int) Math.pow(n, n)];
    for (int step = 0; step < 1000 * orders; step++) {
      RandomStream stream = RandomStream.of(9).at(step, Purpose.SPLIT);
      int code = 0;
      for (int i = 0; i < n; i++) {
        code = code * n + stream.permuted(i, n);
      }
      counts[code]++;
    }
    long[] seen =
        IntStream.range(0, counts.length).mapToLong(i -> counts[i]).filter(c -> c > 0).toArray();

    assertThat(seen).hasSize(orders);
    // false-alarm rate 1e-6
    assertThat(Statistics.chiSquaredPValue(seen)).isGreaterThan(1e-6);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 37})
  void whereTwoElementsGoIsEven(int n) {
    long[] pairs = new long[n * n];
    for (int step = 0; step < 50 * n * n; step++) {
      RandomStream stream = RandomStream.of(1).at(step, Purpose.MINIBATCH);
      pairs[stream.permuted(0, n) * n + stream.permuted(n / 2, n)]++;
    }
    long[] different =
        IntStream.range(0, n * n).filter(i -> i / n != i % n).mapToLong(i -> pairs[i]).toArray();

    // false-alarm rate 1e-6
    assertThat(Statistics.chiSquaredPValue(different)).isGreaterThan(1e-6);
  }

  @Test
  void addressesGiveDifferentPermutations() {
    RandomStream here = RandomStream.of(1).stream(1).at(1, Purpose.MINIBATCH);
    for (RandomStream other :
        new RandomStream[] {
          RandomStream.of(2).stream(1).at(1, Purpose.MINIBATCH),
          here.stream(2),
          here.at(2, Purpose.MINIBATCH),
          here.at(1, Purpose.SPLIT)
        }) {
      long same =
          IntStream.range(0, 1000)
              .filter(i -> here.permuted(i, 1000) == other.permuted(i, 1000))
              .count();
      // coincidences are Poisson(1): more than 12 have probability 6e-11
      assertThat(same).isLessThan(13);
    }
  }

  @Test
  void theLargestSizeWorks() {
    int n = Integer.MAX_VALUE;
    assertThat(RandomStream.of(3).permuted(n - 1, n)).isBetween(0, n - 1);
    assertThat(RandomStream.of(3).permuted(0, n)).isNotEqualTo(RandomStream.of(3).permuted(1, n));
  }

  @Test
  void elementsOutsideAreRefused() {
    assertThatThrownBy(() -> RandomStream.of(1).permuted(5, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RandomStream.permuted: i must be in 0 to 4, got 5");
    assertThatThrownBy(() -> RandomStream.of(1).permuted(0, 0))
        .hasMessage("RandomStream: n must be at least 1, got 0");
  }
}
