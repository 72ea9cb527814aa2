package org.lethe.inference.sgmcmc;

import org.lethe.inference.run.StepSize;

/** Stochastic gradient Langevin dynamics; see {@link Langevin}. */
public final class Sgld {
  private static final double DECAY = 0.99;
  private static final double FLOOR = 1e-5;

  private Sgld() {}

  /** Four chains of 10 000 steps on 64 rows each, unless told otherwise. */
  public static Sgmcmc of(StepSize stepSize) {
    return Sgmcmc.of(new Langevin(), stepSize);
  }

  /**
   * In the metric of RMSprop with decay 0.99 and floor 1e−5, whose bias {@link
   * PreconditionedLangevin} tells; step sizes are in units of θ.
   */
  public static Sgmcmc preconditioned(StepSize stepSize) {
    return Sgmcmc.of(new PreconditionedLangevin(DECAY, FLOOR), stepSize);
  }
}
