package org.lethe.inference.sgmcmc;

/**
 * The variance V of each component of a minibatch gradient, from pairs of gradients at one point,
 * each of its own rows: half the squared difference is V in the mean. There is a pair at one draw
 * in {@value #APART}, {@value #LEAST} to {@value #MOST} of them, so that rare rows with large
 * gradients are met along the run. The error is from their scatter, whatever the law of the noise.
 * Of batches without replacement, k an epoch, half the squared difference is up to k/(k − 1) times
 * as large.
 */
final class GradientNoise {
  private static final int APART = 16;
  private static final int LEAST = 8;
  private static final int MOST = 64;

  private final int every;
  private final int d;
  private final double[] first;
  private final double[] second;

  /** Sum of halved squared differences, sum of their squares, [2 × d]. */
  private final double[] state;

  private int pairs;

  /**
   * @param draws that the chain will keep
   * @param d the number of parameters
   */
  GradientNoise(int draws, int d) {
    this.every = Math.max(1, draws / Math.max(LEAST, Math.min(MOST, draws / APART)));
    this.d = d;
    this.first = new double[d];
    this.second = new double[d];
    this.state = new double[2 * d];
  }

  /**
   * After a step that led to a draw.
   *
   * @param count draws kept so far
   * @param t the step
   * @param theta the draw
   */
  void add(int count, long t, double[] theta, GradientEstimate estimate) {
    if (estimate.isExact() || count % every != 0) {
      return;
    }
    estimate.sample(t + 1, theta, first);
    estimate.sample(t + 2, theta, second);
    add(first, second);
  }

  private void add(double[] one, double[] other) {
    for (int i = 0; i < d; i++) {
      double difference = one[i] - other[i];
      double variance = difference * difference / 2;
      state[i] += variance;
      state[d + i] += variance * variance;
    }
    pairs++;
  }

  /** All that {@link #add} has gathered but the count; a checkpoint keeps it, and fills it. */
  double[] state() {
    return state;
  }

  /** Goes on after a checkpoint that has filled {@link #state}. */
  void resume(int count) {
    pairs = count / every;
  }

  /** V of a component. */
  double variance(int i) {
    return pairs == 0 ? 0 : state[i] / pairs;
  }

  /** The squared standard error of that, at least that of a normal law's, 2V² in n pairs. */
  double squaredError(int i) {
    if (pairs == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double mean = state[i] / pairs;
    double scatter = Math.max(2 * mean * mean, state[d + i] / pairs - mean * mean);
    return scatter / Math.max(1, pairs - 1);
  }
}
