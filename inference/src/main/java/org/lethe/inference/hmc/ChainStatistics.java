package org.lethe.inference.hmc;

import java.util.Arrays;

/**
 * What the sampler tells of one chain, draw by draw after the warm-up. Arrays belong to the caller.
 *
 * @param stepSize ε after the warm-up
 * @param inverseMass the diagonal of M⁻¹ [d] after the warm-up
 * @param energy H of the draws
 * @param acceptance mean of min(1, e^(H₀ − H)) over the trajectory
 * @param depth how often the trajectory doubled; of trajectories of fixed time the maximal depth
 *     where they were cut short, else 0
 * @param leapfrogs gradients taken
 * @param divergent whether the integration broke down (H rose by more than 1000)
 * @param gradients taken in all, the warm-up's and its searches for a step size included
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ChainStatistics(
    double stepSize,
    double[] inverseMass,
    double[] energy,
    double[] acceptance,
    int[] depth,
    int[] leapfrogs,
    boolean[] divergent,
    long gradients) {

  /** How many draws' trajectories diverged. */
  public int divergences() {
    int n = 0;
    for (boolean d : divergent) {
      n += d ? 1 : 0;
    }
    return n;
  }

  /** How many trajectories reached a depth, and so may have been cut short of turning round. */
  public int reached(int maxDepth) {
    return (int) Arrays.stream(depth).filter(d -> d >= maxDepth).count();
  }

  /**
   * E-BFMI, Σ(Eₜ − Eₜ₋₁)²/Σ(Eₜ − Ē)²: below 0.3 the momenta change the energy too little from draw
   * to draw to reach the tails (Betancourt 2016).
   */
  public double ebfmi() {
    double mean = Arrays.stream(energy).average().orElseThrow();
    double total = 0;
    double jumps = 0;
    for (int t = 0; t < energy.length; t++) {
      total += (energy[t] - mean) * (energy[t] - mean);
      jumps += t == 0 ? 0 : (energy[t] - energy[t - 1]) * (energy[t] - energy[t - 1]);
    }
    return jumps / total;
  }
}
