package org.lethe.inference.sgmcmc;

/**
 * Means of {@link Dynamics#virial} over the draws of a chain, with their Monte Carlo errors from
 * the scatter of the means of {@value #BATCHES} batches of draws or a few more.
 */
final class Virial {
  private static final int BATCHES = 20;

  private final Dynamics dynamics;
  private final int length;
  private final int d;

  /** Sum over the batch that is open, sum of batch means, sum of their squares, [3 × d]. */
  private final double[] state;

  private int batches;

  /**
   * @param draws that the chain will keep
   * @param d the number of parameters
   */
  Virial(Dynamics dynamics, int draws, int d) {
    this.dynamics = dynamics;
    this.length = Math.max(1, draws / BATCHES);
    this.d = d;
    this.state = new double[3 * d];
  }

  /**
   * Takes in a step.
   *
   * @param count draws kept so far, that of this step among them
   */
  void add(int count, double eta, double[] gradient, double[] memory) {
    for (int i = 0; i < d; i++) {
      state[i] += dynamics.virial(eta, gradient, memory, i);
    }
    batches = count / length;
    if (count % length == 0) {
      for (int i = 0; i < d; i++) {
        double mean = state[i] / length;
        state[i] = 0;
        state[d + i] += mean;
        state[2 * d + i] += mean * mean;
      }
    }
  }

  /** All that {@link #add} has gathered but the count; a checkpoint keeps it, and fills it. */
  double[] state() {
    return state;
  }

  /** Goes on after a checkpoint that has filled {@link #state}. */
  void resume(int count) {
    batches = count / length;
  }

  /** How many batches are full. */
  int batches() {
    return batches;
  }

  /** E (θᵢ − c)∂ᵢF̂ − 1, the mean over full batches. */
  double mean(int i) {
    return state[d + i] / batches;
  }

  /** The squared standard error of that, from at least two batches. */
  double squaredError(int i) {
    double mean = mean(i);
    return Math.max(0, state[2 * d + i] / batches - mean * mean) / (batches - 1);
  }
}
