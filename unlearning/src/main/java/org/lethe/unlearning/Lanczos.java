package org.lethe.unlearning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * Lanczos' process on a symmetric matrix [d × d] that is known by its products with vectors, from a
 * random start and with full reorthogonalisation, one product at a time. It keeps a vector of d
 * numbers a product. Not thread-safe.
 */
public final class Lanczos {

  private static final int PURPOSE = Purpose.FREE + 3;
  private static final double INVARIANT = 1e-10;

  private final int d;
  private final UnaryOperator<double[]> product;
  private final List<double[]> basis = new ArrayList<>();
  private final List<Double> diagonal = new ArrayList<>();
  private final List<Double> beside = new ArrayList<>();
  private double[] v;

  private Lanczos(int d, UnaryOperator<double[]> product) {
    this.d = d;
    this.product = product;
    this.v = new double[d];
  }

  /** The start is the same for every matrix of a size, and independent of the matrix. */
  public static Lanczos of(int d, UnaryOperator<double[]> product) {
    Lanczos process = new Lanczos(d, product);
    RandomStream.of(0).at(0, PURPOSE).gaussians(process.v, 0, d);
    scale(process.v, 1 / norm(process.v));
    return process;
  }

  /** Takes another product, unless {@link #isComplete}. */
  public void advance() {
    if (isComplete()) {
      return;
    }
    basis.add(v);
    double[] next = product.apply(v).clone();
    diagonal.add(dot(next, v));
    for (int pass = 0; pass < 2; pass++) {
      basis.forEach(b -> subtract(next, dot(next, b), b));
    }
    double length = norm(next);
    beside.add(length);
    scale(next, 1 / length);
    v = next;
  }

  /** How many products were taken. */
  public int products() {
    return basis.size();
  }

  /** Whether nothing is left to find: the Ritz values are eigenvalues. */
  public boolean isComplete() {
    int k = products();
    return k == d || k > 0 && beside.get(k - 1) < INVARIANT;
  }

  /**
   * The Ritz values, one for each product, in no order: the smallest is never below the smallest
   * eigenvalue, nor the largest above the largest.
   */
  public double[] ritz() {
    int k = products();
    DMatrixRMaj tridiagonal = new DMatrixRMaj(k, k);
    for (int i = 0; i < k; i++) {
      tridiagonal.set(i, i, diagonal.get(i));
      if (i + 1 < k) {
        tridiagonal.set(i, i + 1, beside.get(i));
        tridiagonal.set(i + 1, i, beside.get(i));
      }
    }
    return Spectrum.all(tridiagonal);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  private static void scale(double[] a, double by) {
    Arrays.setAll(a, i -> a[i] * by);
  }

  private static void subtract(double[] from, double times, double[] b) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= times * b[i];
    }
  }
}
