package org.lethe.inference.hmc;

import java.util.Arrays;

/**
 * What a chain carries from one iteration to the next, on its way to a checkpoint or back. Whoever
 * holds a part of it hands each number over in a fixed order, and goes on with what it is given:
 * the same number while the state is taken, the one taken then while it is restored.
 */
final class ChainState {

  private final boolean restoring;
  private double[] numbers;
  private int count;

  private ChainState(boolean restoring, double[] numbers) {
    this.restoring = restoring;
    this.numbers = numbers;
  }

  /** To be filled. */
  static ChainState taken() {
    return new ChainState(false, new double[64]);
  }

  /** To be given back. */
  static ChainState restored(double[] numbers) {
    return new ChainState(true, numbers);
  }

  double number(double present) {
    if (restoring) {
      return numbers[count++];
    }
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * count);
    }
    numbers[count++] = present;
    return present;
  }

  /** Below 2⁵³, so that a double holds it. */
  long whole(long present) {
    return (long) number(present);
  }

  boolean flag(boolean present) {
    return number(present ? 1 : 0) > 0;
  }

  /** In place. */
  void numbers(double[] present) {
    for (int i = 0; i < present.length; i++) {
      present[i] = number(present[i]);
    }
  }

  /** All that was handed over. */
  double[] toArray() {
    return Arrays.copyOf(numbers, count);
  }
}
