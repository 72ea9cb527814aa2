package org.lethe.inference.sgmcmc;

import java.util.Arrays;
import org.lethe.core.data.Checks;

/**
 * A point θ̂ whose full gradient is known, and so takes most of the noise out of a minibatch:
 * ∇F̂(θ) = ∇F(θ̂) + [∇f(θ) − ∇f(θ̂)] + (n/B) Σ_b [∇h(θ, z_b) − ∇h(θ̂, z_b)]. Still unbiased, at
 * twice the row gradients; its noise grows with |θ − θ̂|².
 */
public sealed interface Reference {

  /** No such point. */
  record None() implements Reference {}

  /**
   * The mode, found first by Newton steps; chains start there unless told otherwise (Baker,
   * Fearnhead, Fox and Nemeth 2019, Control variates for stochastic gradient MCMC). Where that
   * search ran away, the point that it started from; the verdict says so.
   */
  record Mode() implements Reference {}

  /** A given point [d], such as a mode found elsewhere. */
  @SuppressWarnings("ArrayRecordComponent") // an option, compared through the recipe
  record At(double[] theta) implements Reference {
    public At {
      Arrays.stream(theta).forEach(x -> Checks.finite("Reference", "theta", x));
      theta = theta.clone();
    }
  }

  /**
   * The chain's own state at every so many steps (SVRG, Johnson and Zhang 2013; in Langevin
   * dynamics Dubey et al. 2016): one pass over all rows each time.
   */
  record Periodic(int steps) implements Reference {
    public Periodic {
      Checks.positive("Reference", "steps", steps);
    }
  }
}
