package org.lethe.inference.hmc;

import java.util.List;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;

/**
 * A fit with what the sampler tells of itself.
 *
 * @param fit the draws
 * @param chains one a chain
 */
public record NutsResult(Fit<DrawsPosterior> fit, List<ChainStatistics> chains) {
  /** Copies the list. */
  public NutsResult {
    chains = List.copyOf(chains);
  }

  /** How many draws' trajectories diverged, in all chains. */
  public int divergences() {
    return chains.stream().mapToInt(ChainStatistics::divergences).sum();
  }
}
