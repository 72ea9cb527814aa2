package org.lethe.inference.conjugate;

import org.lethe.core.posterior.ImpossibleEditException;

/**
 * The sufficient statistics of a linear model z = φᵀβ + noise over rows of weight v, without
 * rounding: Σ v, and the moments of (φ, z). Immutable.
 */
final class LinearStatistics {
  private final ExactSum weight;
  private final ExactMoments moments;

  private LinearStatistics(ExactSum weight, ExactMoments moments) {
    this.weight = weight;
    this.moments = moments;
  }

  /** The statistics of no rows. */
  static LinearStatistics none(int features) {
    return new LinearStatistics(new ExactSum(), ExactMoments.none(features + 1));
  }

  /**
   * With signed rows added.
   *
   * @param rows the rows' features and responses
   * @param sign +1 or −1 for each row
   * @throws ImpossibleEditException if no rows can have these statistics
   */
  LinearStatistics plus(LinearRows rows, double[] sign) {
    ExactSum sum = weight.copy();
    double[] v = new double[rows.size()];
    for (int row = 0; row < v.length; row++) {
      v[row] = sign[row] * rows.weight(row);
      sum.add(v[row]);
    }
    requireWeight(sum);
    ExactMoments more = moments.plus(rows::read, v);
    more.requireNoneWithout(sum);
    return new LinearStatistics(sum, more);
  }

  private static void requireWeight(ExactSum weight) {
    if (weight.sign() < 0) {
      throw ImpossibleEditException.neverLearned(
          "the weight of the rows that are left would be " + weight.value());
    }
  }

  /** Σ v, rounded once. */
  double weight() {
    return weight.value();
  }

  /** Σ v φᵢ φⱼ, rounded once. */
  double gram(int i, int j) {
    return moments.value(i, j);
  }

  /** Σ v z², rounded once. */
  double squares() {
    return gram(features(), features());
  }

  /** Adds Σ v φᵢ (z − φᵀβ) to a sum. */
  void addResidualMoment(int i, double[] beta, ExactSum out) {
    out.add(moments.moment(i, features()));
    for (int j = 0; j < features(); j++) {
      out.addProduct(-beta[j], moments.moment(i, j));
    }
  }

  /** Adds Σ v (z − φᵀβ)² to a sum. */
  void addResidualSquares(double[] beta, ExactSum out) {
    int d = features();
    for (int i = 0; i <= d; i++) {
      double left = i < d ? -beta[i] : 1;
      for (int j = 0; j <= d; j++) {
        out.addProduct(left, j < d ? -beta[j] : 1, moments.moment(i, j));
      }
    }
  }

  private int features() {
    return moments.size() - 1;
  }

  /** All sums as numbers: how many parts a sum has, then its parts. */
  double[] numbers() {
    ExactNumbers.Writer out = new ExactNumbers.Writer();
    out.write(weight);
    moments.write(out);
    return out.numbers();
  }

  /**
   * What {@link #numbers()} wrote.
   *
   * @throws ImpossibleEditException if no rows can have these statistics
   */
  static LinearStatistics read(int features, ExactNumbers.Reader in) {
    ExactSum weight = in.read();
    requireWeight(weight);
    ExactMoments moments = ExactMoments.read(features + 1, in);
    moments.requireNoneWithout(weight);
    return new LinearStatistics(weight, moments);
  }
}
