package org.lethe.inference.conjugate;

import java.util.Arrays;

/**
 * A sum of doubles, and of products of doubles, without rounding: the running value is held as an
 * expansion x₁ + x₂ + … of non-overlapping doubles of increasing magnitude.
 *
 * <p>Because the sum is exact, subtracting what was added restores the value that was there before,
 * to the last bit and in any order. Source: Shewchuk (1997), "Adaptive precision floating-point
 * arithmetic and fast robust geometric predicates", Discrete &amp; Computational Geometry 18;
 * error-free products after Dekker (1971), by fused multiply-add.
 *
 * <p>Products whose rounding error would fall below the smallest double (factors near 1e−150) lose
 * that error.
 */
final class ExactSum {
  private double[] parts = new double[4];
  private int size;

  /** The sum of an expansion that {@link #parts()} gave. */
  static ExactSum of(double... terms) {
    ExactSum sum = new ExactSum();
    for (double term : terms) {
      sum.add(term);
    }
    return sum;
  }

  ExactSum copy() {
    ExactSum copy = new ExactSum();
    copy.parts = parts.clone();
    copy.size = size;
    return copy;
  }

  /** Adds x. */
  void add(double x) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      double y = parts[i];
      double sum = x + y;
      double shadow = sum - x;
      double error = (x - (sum - shadow)) + (y - shadow);
      if (error != 0) {
        parts[kept++] = error;
      }
      x = sum;
    }
    size = kept;
    if (x != 0) {
      if (size == parts.length) {
        parts = Arrays.copyOf(parts, 2 * size);
      }
      parts[size++] = x;
    }
  }

  /** Adds another sum. */
  void add(ExactSum other) {
    for (int i = 0; i < other.size; i++) {
      add(other.parts[i]);
    }
  }

  /** Adds a·b. */
  void addProduct(double a, double b) {
    double product = a * b;
    add(Math.fma(a, b, -product));
    add(product);
  }

  /** Adds a·b·c. */
  void addProduct(double a, double b, double c) {
    double product = a * b;
    double error = Math.fma(a, b, -product);
    if (error != 0) {
      addProduct(error, c);
    }
    addProduct(product, c);
  }

  /** Adds a·s for an exact sum s. */
  void addProduct(double a, ExactSum s) {
    for (int i = 0; i < s.size; i++) {
      addProduct(a, s.parts[i]);
    }
  }

  /** Adds a·b·s for an exact sum s. */
  void addProduct(double a, double b, ExactSum s) {
    for (int i = 0; i < s.size; i++) {
      addProduct(a, b, s.parts[i]);
    }
  }

  /** −1, 0 or 1: the sign of the exact value. */
  int sign() {
    return size == 0 ? 0 : (int) Math.signum(parts[size - 1]);
  }

  boolean isFinite() {
    for (int i = 0; i < size; i++) {
      if (!Double.isFinite(parts[i])) {
        return false;
      }
    }
    return true;
  }

  /** The double nearest to the exact value, ties to even; equal exact values give equal bits. */
  double value() {
    if (size == 0) {
      return 0;
    }
    int i = size - 1;
    double high = parts[i];
    double low = 0;
    while (i > 0 && low == 0) {
      double x = high;
      double y = parts[--i];
      high = x + y;
      low = y - (high - x);
    }
    // Half a unit is decided by what lies below it.
    if (i > 0 && Math.signum(low) == Math.signum(parts[i - 1])) {
      double twice = low * 2;
      double x = high + twice;
      if (twice == x - high) {
        return x;
      }
    }
    return high;
  }

  /**
   * The exact value as doubles of decreasing magnitude, each the rounded value of what the ones
   * before it leave over: the same for every history that led to the value.
   */
  double[] parts() {
    ExactSum rest = copy();
    double[] out = new double[size];
    int n = 0;
    while (rest.size > 0) {
      if (n == out.length) {
        out = Arrays.copyOf(out, n + 1);
      }
      out[n] = rest.value();
      rest.add(-out[n++]);
    }
    return Arrays.copyOf(out, n);
  }
}
