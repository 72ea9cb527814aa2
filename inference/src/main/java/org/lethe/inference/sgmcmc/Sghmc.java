package org.lethe.inference.sgmcmc;

import org.lethe.inference.run.StepSize;

/** Stochastic gradient Hamiltonian Monte Carlo; see {@link FrictionMomentum}. */
public final class Sghmc {
  private Sghmc() {}

  /** With friction α and no estimate of the gradient noise. */
  public static Sgmcmc of(StepSize stepSize, double friction) {
    return of(stepSize, friction, 0);
  }

  /**
   * With friction α, of which β̂ is left to the gradient noise.
   *
   * @throws IllegalArgumentException where β̂ is above α
   */
  public static Sgmcmc of(StepSize stepSize, double friction, double noise) {
    return Sgmcmc.of(new FrictionMomentum(friction, noise), stepSize);
  }
}
