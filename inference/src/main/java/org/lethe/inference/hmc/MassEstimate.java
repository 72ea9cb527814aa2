package org.lethe.inference.hmc;

import java.util.Arrays;

/**
 * The covariance of the places met in a window of the warm-up, by Welford's updates, shrunk as Stan
 * does: n/(n + 5)·Σ̂ + 10⁻³·5/(n + 5)·I.
 */
final class MassEstimate {

  private static final double PRIOR_DRAWS = 5;
  private static final double PRIOR_VARIANCE = 1e-3;

  private final double[] mean;
  private final double[] before;

  /** Σ (q − q̄)(q − q̄)ᵀ: its lower triangle, or one row that holds its diagonal. */
  private final double[][] squares;

  private final boolean dense;
  private int n;

  MassEstimate(int d, boolean dense) {
    this.dense = dense;
    mean = new double[d];
    before = new double[d];
    squares = new double[dense ? d : 1][d];
  }

  void add(double[] q) {
    n++;
    for (int i = 0; i < q.length; i++) {
      before[i] = q[i] - mean[i];
      mean[i] += before[i] / n;
    }
    if (dense) {
      for (int i = 0; i < q.length; i++) {
        double after = q[i] - mean[i];
        for (int j = 0; j <= i; j++) {
          squares[i][j] += after * before[j];
        }
      }
    } else {
      for (int i = 0; i < q.length; i++) {
        squares[0][i] += (q[i] - mean[i]) * before[i];
      }
    }
  }

  /** The metric with this covariance; the present one where that is no covariance. */
  Metric metric(Metric present) {
    if (n < 2) {
      return present;
    }
    int d = mean.length;
    double weight = n / (n + PRIOR_DRAWS) / (n - 1);
    double added = PRIOR_VARIANCE * PRIOR_DRAWS / (n + PRIOR_DRAWS);
    if (!dense) {
      return new DiagonalMetric(Arrays.stream(squares[0]).map(s -> weight * s + added).toArray());
    }
    double[][] covariance = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        covariance[i][j] = weight * squares[i][j] + (i == j ? added : 0);
        covariance[j][i] = covariance[i][j];
      }
    }
    return DenseMetric.of(covariance).orElse(present);
  }

  /** Hands over what it has met. */
  void exchange(ChainState state) {
    n = (int) state.whole(n);
    state.numbers(mean);
    for (double[] row : squares) {
      state.numbers(row);
    }
  }

  void restart() {
    n = 0;
    Arrays.fill(mean, 0);
    for (double[] row : squares) {
      Arrays.fill(row, 0);
    }
  }
}
