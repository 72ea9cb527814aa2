package org.lethe.unlearning.bif;

/** Vectors, and how far one is from another. */
final class Vectors {

  private Vectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** to ← to + times·a. */
  static void add(double[] to, double times, double[] a) {
    for (int i = 0; i < to.length; i++) {
      to[i] += times * a[i];
    }
  }

  static void scale(double[] a, double by) {
    for (int i = 0; i < a.length; i++) {
      a[i] *= by;
    }
  }

  /** |b − c|/|b|, 0 for b = 0. */
  static double residual(double[] b, double[] c) {
    double[] rest = b.clone();
    add(rest, -1, c);
    double length = norm(b);
    return length == 0 ? 0 : norm(rest) / length;
  }
}
