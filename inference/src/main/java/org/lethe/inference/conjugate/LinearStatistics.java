package org.lethe.inference.conjugate;

import java.util.Arrays;
import org.lethe.core.posterior.ImpossibleEditException;

/**
 * The sufficient statistics of a linear model z = φᵀβ + noise over rows of weight v, without
 * rounding: Σ v, and the upper triangle of Σ v (φ, z)(φ, z)ᵀ. Immutable.
 */
final class LinearStatistics {
  private static final double INDEFINITE = 1e-9;

  private final int features;
  private final ExactSum weight;
  private final ExactSum[] moments;

  private LinearStatistics(int features, ExactSum weight, ExactSum[] moments) {
    this.features = features;
    this.weight = weight;
    this.moments = moments;
  }

  /** The statistics of no rows. */
  static LinearStatistics none(int features) {
    ExactSum[] moments = new ExactSum[(features + 1) * (features + 2) / 2];
    Arrays.setAll(moments, i -> new ExactSum());
    return new LinearStatistics(features, new ExactSum(), moments);
  }

  int features() {
    return features;
  }

  /**
   * With signed rows added: a row of weight v and another of weight −v leave nothing behind.
   *
   * @param rows the rows' features and responses
   * @param sign +1 or −1 for each row
   * @throws ImpossibleEditException if no rows can have these statistics
   */
  LinearStatistics plus(LinearRows rows, double[] sign) {
    LinearStatistics sum = copy();
    double[] u = new double[features + 1];
    for (int row = 0; row < rows.size(); row++) {
      rows.read(row, u);
      double v = sign[row] * rows.weight(row);
      sum.weight.add(v);
      for (int i = 0, k = 0; i <= features; i++) {
        for (int j = i; j <= features; j++, k++) {
          // The rounding of v·uᵢ is the same when the row leaves as when it came.
          sum.moments[k].addProduct(v * u[i], u[j]);
        }
      }
    }
    sum.requirePossible();
    return sum;
  }

  /** Σ v, rounded once. */
  double weight() {
    return weight.value();
  }

  /** Σ v φᵢ φⱼ, rounded once. */
  double gram(int i, int j) {
    return moment(i, j).value();
  }

  /** Σ v z², rounded once. */
  double squares() {
    return gram(features, features);
  }

  /** Adds Σ v φᵢ (z − φᵀβ) to a sum. */
  void addResidualMoment(int i, double[] beta, ExactSum out) {
    out.add(moment(i, features));
    for (int j = 0; j < features; j++) {
      out.addProduct(-beta[j], moment(i, j));
    }
  }

  /** Adds Σ v (z − φᵀβ)² to a sum. */
  void addResidualSquares(double[] beta, ExactSum out) {
    for (int i = 0; i <= features; i++) {
      double left = i < features ? -beta[i] : 1;
      for (int j = 0; j <= features; j++) {
        out.addProduct(left, j < features ? -beta[j] : 1, moment(i, j));
      }
    }
  }

  /** All sums as numbers: how many parts a sum has, then its parts. */
  double[] numbers() {
    ExactNumbers.Writer out = new ExactNumbers.Writer();
    out.write(weight);
    for (ExactSum moment : moments) {
      out.write(moment);
    }
    return out.numbers();
  }

  /** What {@link #numbers()} wrote. */
  static LinearStatistics read(int features, ExactNumbers.Reader in) {
    LinearStatistics empty = none(features);
    ExactSum weight = in.read();
    Arrays.setAll(empty.moments, i -> in.read());
    return new LinearStatistics(features, weight, empty.moments);
  }

  private ExactSum moment(int i, int j) {
    int low = Math.min(i, j);
    int high = Math.max(i, j);
    return moments[low * (features + 1) - low * (low - 1) / 2 + high - low];
  }

  private LinearStatistics copy() {
    ExactSum[] copies = new ExactSum[moments.length];
    Arrays.setAll(copies, i -> moments[i].copy());
    return new LinearStatistics(features, weight.copy(), copies);
  }

  private void requirePossible() {
    for (ExactSum moment : moments) {
      if (!moment.isFinite()) {
        throw new ImpossibleEditException(
            "the sums of squares overflow; rescale the columns of the model");
      }
    }
    if (weight.sign() < 0) {
      throw ImpossibleEditException.neverLearned(
          "the weight of the rows that are left would be " + weight());
    }
    int n = features + 1;
    double[][] correlation = new double[n][n];
    for (int i = 0; i < n; i++) {
      if (moment(i, i).sign() < 0) {
        throw ImpossibleEditException.neverLearned("a sum of squares would be negative");
      }
      for (int j = 0; j < n; j++) {
        double scale = Math.sqrt(gram(i, i)) * Math.sqrt(gram(j, j));
        if (scale == 0 && moment(i, j).sign() != 0) {
          throw ImpossibleEditException.neverLearned(
              "a sum of squares would be zero and its products not");
        }
        correlation[i][j] = scale == 0 ? 0 : gram(i, j) / scale;
      }
    }
    if (LinearAlgebra.smallestEigenvalue(correlation) < -INDEFINITE * n) {
      throw ImpossibleEditException.neverLearned("the matrix of sums would be indefinite");
    }
  }
}
