package org.lethe.inference.sgmcmc;

import org.lethe.inference.run.StepSize;

/** The stochastic gradient Nosé-Hoover thermostat; see {@link NoseHooverThermostat}. */
public final class Sgnht {
  private Sgnht() {}

  /** With diffusion A, the friction where there is no gradient noise. */
  public static Sgmcmc of(StepSize stepSize, double diffusion) {
    return Sgmcmc.of(new NoseHooverThermostat(diffusion), stepSize);
  }
}
