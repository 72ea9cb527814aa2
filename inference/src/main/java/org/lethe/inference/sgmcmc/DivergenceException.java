package org.lethe.inference.sgmcmc;

import java.util.Locale;
import org.lethe.inference.run.NumericalException;

/** A chain left the numbers: its steps are too large for the curvature of the energy. */
public final class DivergenceException extends NumericalException {

  private static final long serialVersionUID = 1L;

  private final int chain;
  private final long step;
  private final double stepSize;

  DivergenceException(String dynamics, int chain, long step, double stepSize, int parameter) {
    super(
        String.format(
            Locale.ROOT,
            "%s: chain %d diverged at step %d, where parameter %d was no longer finite, with step size"
                + " %.3g; take smaller steps, a start nearer the mode, or standardised columns",
            dynamics,
            chain + 1,
            step,
            parameter,
            stepSize));
    this.chain = chain;
    this.step = step;
    this.stepSize = stepSize;
  }

  /** Which chain, from 0. */
  public int chain() {
    return chain;
  }

  /** At which step, from 1. */
  public long step() {
    return step;
  }

  /** η there. */
  public double stepSize() {
    return stepSize;
  }
}
