package org.lethe.unlearning.bif;

import java.util.Locale;
import org.lethe.inference.run.NumericalException;

/** An influence estimated from draws is lost in its Monte Carlo error. */
public final class FaintInfluenceException extends NumericalException {

  private static final long serialVersionUID = 1L;

  private final double signalToNoise;

  /**
   * @param signalToNoise the length of the shift over its Monte Carlo error
   * @param smallest what it must reach
   */
  public FaintInfluenceException(double signalToNoise, double smallest) {
    super(
        String.format(
            Locale.ROOT,
            "Bif: the shift must be at least %.0f times its Monte Carlo error, and is %.2f times it;"
                + " take more draws, edit more rows at once, or use Bif.draws, which has no such"
                + " error",
            smallest,
            signalToNoise));
    this.signalToNoise = signalToNoise;
  }

  /** The length of the shift over its Monte Carlo error. */
  public double signalToNoise() {
    return signalToNoise;
  }
}
