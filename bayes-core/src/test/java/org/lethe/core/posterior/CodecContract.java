package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What every codec owes: its own numbers come back, and others are refused with a sentence or make
 * a posterior, never another error.
 */
public final class CodecContract {
  private static final double[] NEVER = {Double.NaN, Double.POSITIVE_INFINITY};
  private static final double[] ODD = {Double.NEGATIVE_INFINITY, 0, -1, 0.5, 2, -1e300, 1e300, 1e9};

  private final PosteriorCodec codec;
  private final Posterior posterior;

  private CodecContract(Posterior posterior) {
    this.codec = PosteriorCodecs.of(posterior);
    this.posterior = posterior;
  }

  /** Tries all damages of one posterior's numbers and header. */
  public static void check(Posterior posterior) {
    CodecContract contract = new CodecContract(posterior);
    contract.keeps();
    contract.refusesOtherCounts();
    contract.refusesNumbers();
    contract.refusesHeaders();
  }

  private Posterior read(Map<String, Object> header, double[] numbers) {
    return codec.read(header, numbers, posterior.model());
  }

  private void keeps() {
    double[] numbers = codec.numbers(posterior);
    Posterior read = read(codec.header(posterior), numbers.clone());
    assertThat(codec.numbers(read)).containsExactly(numbers);
    assertThat(codec.header(read)).isEqualTo(codec.header(posterior));
  }

  private void refusesOtherCounts() {
    double[] numbers = codec.numbers(posterior);
    for (int count : new int[] {0, 1, numbers.length - 1, numbers.length + 1}) {
      assertRefused(codec.header(posterior), Arrays.copyOf(numbers, count), count + " numbers");
    }
  }

  private void refusesNumbers() {
    double[] numbers = codec.numbers(posterior);
    for (int i = 0; i < numbers.length; i++) {
      for (double never : NEVER) {
        assertRefused(codec.header(posterior), with(numbers, i, never), never + " at " + i);
      }
      for (double odd : ODD) {
        assertRefusedOrRead(codec.header(posterior), with(numbers, i, odd));
      }
      assertRefusedOrRead(codec.header(posterior), with(numbers, i, -numbers[i]));
    }
  }

  private void refusesHeaders() {
    double[] numbers = codec.numbers(posterior);
    Map<String, Object> header = codec.header(posterior);
    for (Map.Entry<String, Object> entry : header.entrySet()) {
      Map<String, Object> damaged = new HashMap<>(header);
      damaged.remove(entry.getKey());
      if (!Boolean.FALSE.equals(entry.getValue())) {
        assertRefused(damaged, numbers, "no " + entry.getKey());
      }
      Object[] others = {"word", 1.5, -1};
      if (entry.getValue() instanceof Integer n) {
        others = new Object[] {"word", 1.5, -1, 0, n - 1, n + 1, 1 << 30, 1L << 40};
      }
      for (Object other : others) {
        damaged.put(entry.getKey(), other);
        if (!Boolean.FALSE.equals(entry.getValue())) {
          assertRefused(damaged, numbers, entry.getKey() + " of " + other);
        }
      }
    }
  }

  private static double[] with(double[] numbers, int i, double value) {
    double[] damaged = numbers.clone();
    damaged[i] = value;
    return damaged;
  }

  private void assertRefused(Map<String, Object> header, double[] numbers, String damage) {
    assertThatThrownBy(() -> read(header, numbers))
        .as("%s with %s", codec.kind(), damage)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("[A-Za-z-]+: .* must .*|.* do not make .*|.* need .*");
  }

  private void assertRefusedOrRead(Map<String, Object> header, double[] numbers) {
    try {
      assertThat(read(header, numbers)).isInstanceOf(codec.type());
    } catch (IllegalArgumentException e) {
      assertThat(e).message().contains(":");
    }
  }
}
