package org.lethe.core.posterior;

import java.util.Optional;
import org.lethe.core.random.RandomStream;

/**
 * A posterior known by draws: chains of one length, in the order in which they were drawn, equally
 * weighted or with log weights.
 */
public interface DrawsPosterior extends Posterior {
  /** How many chains. */
  int chains();

  /** Draws a chain. */
  int size();

  /** θ [d] on the unconstrained scale: draw {@code i} of a chain. */
  double[] draw(int chain, int i);

  /**
   * log wᵢ up to a constant, chain after chain [chains · size]; empty where all draws weigh the
   * same.
   */
  Optional<double[]> logWeights();

  /**
   * Equally weighted draws in place of weighted ones, of the same number: systematic resampling, so
   * that a draw of weight w appears ⌊nw⌋ or ⌈nw⌉ times. Without weights, this posterior itself.
   */
  DrawsPosterior resample(RandomStream random);
}
