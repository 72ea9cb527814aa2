package org.lethe.unlearning.bif;

import java.util.List;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Posterior;

/**
 * A fit edited by influence, and how.
 *
 * @param fit the result
 * @param steps one for each chunk, then one for each Stein pass
 */
public record Influence<P extends Posterior>(Fit<P> fit, List<Step> steps) {

  public Influence {
    steps = List.copyOf(steps);
  }
}
