package org.lethe.unlearning.reweight;

import java.util.Locale;
import org.lethe.inference.diagnostics.Psis;
import org.lethe.inference.run.NumericalException;

/** The weights of draws have tails too heavy for their means to settle. */
public final class UnreliableWeightsException extends NumericalException {

  private static final long serialVersionUID = 1L;

  private final double khat;

  /**
   * @param khat the Pareto k̂ of the weights
   * @param ess their effective number
   * @param draws how many draws there are
   */
  public UnreliableWeightsException(double khat, double ess, int draws) {
    super(
        String.format(
            Locale.ROOT,
            "Reweight: the Pareto k of the weights must be at most %.1f, and is %.2f (an effective"
                + " %.1f of %d draws): the posterior has too few draws where the edited one lies;"
                + " edit fewer rows at once, use Bif, or retrain",
            Psis.RELIABLE,
            khat,
            ess,
            draws));
    this.khat = khat;
  }

  /** k̂. */
  public double khat() {
    return khat;
  }
}
