package org.lethe.core.posterior;

import java.util.Arrays;
import java.util.Optional;

/**
 * How well chains tell a scalar.
 *
 * @param mcse the Monte Carlo standard error of its mean
 * @param rHat see {@link Chains#rHat()}; above 1.01 the chains do not agree
 * @param bulkEss the effective number of draws behind its location
 * @param tailEss the effective number of draws behind its 5 and 95 % quantiles
 */
public record Mixing(double mcse, double rHat, double bulkEss, double tailEss) {

  /**
   * Of the draws of a scalar, chain after chain; empty where a chain has fewer than four draws or a
   * draw is not finite.
   */
  static Optional<Mixing> of(double[] draws, int chains, Optional<WeightVector> weights) {
    boolean known = draws.length / chains >= 4 && Arrays.stream(draws).allMatch(Double::isFinite);
    if (!known) {
      return Optional.empty();
    }
    return Optional.of(
        weights.map(w -> w.mixing(draws, chains)).orElseGet(() -> of(Chains.of(draws, chains))));
  }

  /** Of chains. */
  public static Mixing of(Chains x) {
    return new Mixing(x.mcseMean(), x.rHat(), x.bulkEss(), x.tailEss());
  }
}
