package org.lethe.inference.conjugate;

import java.util.Arrays;
import org.lethe.core.data.Checks;

/** Exact sums as a list of numbers: for each sum the count of its parts, then the parts. */
final class ExactNumbers {
  private ExactNumbers() {}

  /** Appends sums and plain numbers. */
  static final class Writer {
    private double[] numbers = new double[16];
    private int size;

    void write(double... values) {
      while (size + values.length > numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * numbers.length);
      }
      System.arraycopy(values, 0, numbers, size, values.length);
      size += values.length;
    }

    void write(ExactSum sum) {
      double[] parts = sum.parts();
      write(parts.length);
      write(parts);
    }

    double[] numbers() {
      return Arrays.copyOf(numbers, size);
    }
  }

  /** Takes them off again, in the same order. */
  static final class Reader {
    private final String name;
    private final double[] numbers;
    private int at;

    Reader(String name, double[] numbers) {
      this.name = name;
      this.numbers = numbers;
    }

    double number() {
      return numbers(1)[0];
    }

    private int count() {
      double count = number();
      Checks.that(
          count == (int) count,
          "%s: a count must be a whole number, got %s at place %s",
          name,
          count,
          at - 1);
      return (int) count;
    }

    double[] numbers(int count) {
      Checks.that(
          count >= 0 && count <= numbers.length - at,
          "%s: numbers must hold %s more from place %s, got %s in all",
          name,
          count,
          at,
          numbers.length);
      at += count;
      double[] taken = Arrays.copyOfRange(numbers, at - count, at);
      for (double x : taken) {
        Checks.finite(name, "numbers", x);
      }
      return taken;
    }

    ExactSum read() {
      return ExactSum.of(numbers(count()));
    }

    /** Throws {@link IllegalArgumentException} if anything is left. */
    void end() {
      Checks.that(at == numbers.length, "%s: numbers must be %s, got %s", name, at, numbers.length);
    }
  }
}
