package org.lethe.inference.sgmcmc;

/**
 * Means of {@link Dynamics#virial} over the draws of a chain, with their Monte Carlo errors from
 * the scatter of the means of {@value #BATCHES} batches of draws or a few more; fewer where a batch
 * would be shorter than {@value #MEMORIES} times the memory of the momentum, and with it no witness
 * of its own.
 *
 * <p>Component d is a direction: the first half of the batches look for the one in which the law is
 * widened most, the other half measure it there, which is honest whatever direction it is. It is
 * the first principal component of {@link Dynamics#virialRoot}, learned draw by draw as v ← ((n −
 * 1)v + u(u·v)/|v|)/n (Weng, Zhang and Hwang 2003, Candid covariance-free incremental principal
 * component analysis).
 */
final class Virial {
  private static final int BATCHES = 20;
  private static final int MEMORIES = 10;

  private final Dynamics dynamics;
  private final int length;
  private final int learning;
  private final int d;

  /** Sum over the batch that is open, sum of batch means, sum of their squares, [3 × (d + 1)]. */
  private final double[] state;

  private final double[] narrowest;
  private final double[] root;
  private int batches;

  /**
   * @param thin steps from draw to draw
   * @param draws that the chain will keep
   * @param d the number of parameters
   */
  Virial(Dynamics dynamics, int thin, int draws, int d) {
    this.dynamics = dynamics;
    double memory = Math.ceil(MEMORIES * dynamics.memorySteps() / thin);
    this.length = (int) Math.min(Integer.MAX_VALUE, Math.max(Math.max(1, draws / BATCHES), memory));
    this.learning = draws / length / 2;
    this.d = d;
    this.state = new double[3 * (d + 1)];
    this.narrowest = new double[d];
    this.root = new double[d];
  }

  /**
   * Takes in a step.
   *
   * @param count draws kept so far, that of this step among them
   */
  void add(int count, double eta, double[] gradient, double[] memory) {
    double along = 0;
    double squares = 0;
    for (int i = 0; i < d; i++) {
      root[i] = dynamics.virialRoot(eta, gradient, memory, i);
      state[i] += dynamics.virial(root[i]);
      along += root[i] * narrowest[i];
      squares += narrowest[i] * narrowest[i];
    }
    double norm = Math.sqrt(squares);
    if (count <= learning * (long) length) {
      learn(count, norm == 0 ? 1 : along / norm);
    } else if (norm > 0) {
      state[d] += dynamics.virial(along / norm);
    }
    batches = count / length;
    if (count % length == 0) {
      close();
    }
  }

  private void learn(int count, double weight) {
    for (int i = 0; i < d; i++) {
      narrowest[i] += (weight * root[i] - narrowest[i]) / count;
    }
  }

  private void close() {
    int n = d + 1;
    for (int i = 0; i < n; i++) {
      double mean = state[i] / length;
      state[i] = 0;
      state[n + i] += mean;
      state[2 * n + i] += mean * mean;
    }
  }

  /** All that {@link #add} has gathered but the count; a checkpoint keeps it, and fills it. */
  double[] state() {
    return state;
  }

  /** The direction of component d, of whatever length, [d]; a checkpoint keeps it too. */
  double[] narrowest() {
    return narrowest;
  }

  /** Goes on after a checkpoint that has filled {@link #state} and {@link #narrowest}. */
  void resume(int count) {
    batches = count / length;
  }

  /** How many batches are full. */
  int batches() {
    return batches;
  }

  /** How many of them have measured component i, of 0 … d. */
  int batches(int i) {
    return i < d ? batches : batches - learning;
  }

  /** E (θᵢ − c)∂ᵢF̂ − 1, or what it is along the direction where i is d: the mean over batches. */
  double mean(int i) {
    return state[d + 1 + i] / batches(i);
  }

  /** The squared standard error of that, from at least two batches. */
  double squaredError(int i) {
    double mean = mean(i);
    return Math.max(0, state[2 * (d + 1) + i] / batches(i) - mean * mean) / (batches(i) - 1);
  }
}
