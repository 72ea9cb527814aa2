package org.lethe.inference.conjugate;

import java.util.Arrays;
import org.lethe.core.posterior.ImpossibleEditException;

/** The upper triangle of Σ v u uᵀ over rows u [n] of weight v, without rounding. Immutable. */
final class ExactMoments {
  private static final double INDEFINITE = 1e-9;

  private final int size;
  private final ExactSum[] moments;

  private ExactMoments(int size, ExactSum[] moments) {
    this.size = size;
    this.moments = moments;
  }

  /** Fills u with the numbers of a row. */
  @FunctionalInterface
  interface Rows {
    void read(int row, double[] u);
  }

  /** The moments of no rows. */
  static ExactMoments none(int size) {
    ExactSum[] moments = new ExactSum[size * (size + 1) / 2];
    Arrays.setAll(moments, i -> new ExactSum());
    return new ExactMoments(size, moments);
  }

  /** n. */
  int size() {
    return size;
  }

  /**
   * With rows of signed weight added: a row of weight v and another of weight −v leave nothing
   * behind.
   *
   * @throws ImpossibleEditException if no rows can have these moments
   */
  ExactMoments plus(Rows rows, double[] weights) {
    ExactSum[] more = Arrays.stream(moments).map(ExactSum::copy).toArray(ExactSum[]::new);
    double[] u = new double[size];
    for (int row = 0; row < weights.length; row++) {
      rows.read(row, u);
      for (int i = 0, k = 0; i < size; i++) {
        for (int j = i; j < size; j++, k++) {
          // without rounding: three rows of weight 1 take away what one of weight 3 brought
          more[k].addProduct(weights[row], u[i], u[j]);
        }
      }
    }
    ExactMoments sum = new ExactMoments(size, more);
    sum.requirePossible();
    return sum;
  }

  /** Σ v uᵢ uⱼ, exact. */
  ExactSum moment(int i, int j) {
    int low = Math.min(i, j);
    int high = Math.max(i, j);
    return moments[low * size - low * (low - 1) / 2 + high - low];
  }

  /** Σ v uᵢ uⱼ, rounded once. */
  double value(int i, int j) {
    return moment(i, j).value();
  }

  /**
   * Refuses moments of rows that have no weight together and yet are not 0.
   *
   * @throws ImpossibleEditException as no rows can have them
   */
  void requireNoneWithout(ExactSum weight) {
    if (weight.sign() == 0 && Arrays.stream(moments).anyMatch(moment -> moment.sign() != 0)) {
      throw ImpossibleEditException.neverLearned("no rows would be left, but a sum of squares");
    }
  }

  void write(ExactNumbers.Writer out) {
    for (ExactSum moment : moments) {
      out.write(moment);
    }
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws ImpossibleEditException if no rows can have these moments
   */
  static ExactMoments read(int size, ExactNumbers.Reader in) {
    ExactSum[] moments = new ExactSum[size * (size + 1) / 2];
    Arrays.setAll(moments, i -> in.read());
    ExactMoments read = new ExactMoments(size, moments);
    read.requirePossible();
    return read;
  }

  private void requirePossible() {
    for (ExactSum moment : moments) {
      if (!moment.isFinite()) {
        throw new ImpossibleEditException(
            "the sums of squares overflow; rescale the columns of the model");
      }
    }
    double[][] correlation = new double[size][size];
    for (int i = 0; i < size; i++) {
      if (moment(i, i).sign() < 0) {
        throw ImpossibleEditException.neverLearned("a sum of squares would be negative");
      }
      for (int j = 0; j < size; j++) {
        double scale = Math.sqrt(value(i, i)) * Math.sqrt(value(j, j));
        if (scale == 0 && moment(i, j).sign() != 0) {
          throw ImpossibleEditException.neverLearned(
              "a sum of squares would be zero and its products not");
        }
        correlation[i][j] = scale == 0 ? 0 : value(i, j) / scale;
      }
    }
    if (LinearAlgebra.smallestEigenvalue(correlation) < -INDEFINITE * size) {
      throw ImpossibleEditException.neverLearned("the matrix of sums would be indefinite");
    }
  }
}
