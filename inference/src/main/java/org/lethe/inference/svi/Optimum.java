package org.lethe.inference.svi;

import java.util.Locale;
import org.lethe.core.posterior.Verdict;

/**
 * Where an optimisation ended.
 *
 * @param lambda the last iterate when {@code settled}, otherwise the mean of the iterates of the
 *     tail
 * @param trace the energy on the way
 * @param steps how many were done
 * @param settled whether it stopped early because the exact gradient vanished
 * @param rowGradients how many gradients of single rows were evaluated
 */
@SuppressWarnings("ArrayRecordComponent") // a result, never compared
public record Optimum(
    double[] lambda, Trace trace, long steps, boolean settled, long rowGradients) {

  /**
   * Doubtful where the objective was still on its way, or there were too few steps to see.
   *
   * @param objective its name
   * @param way {@code rose} or {@code fell}
   * @param remedy what to try where it was on its way
   */
  public Verdict verdict(String objective, String way, String remedy) {
    double falling = trace.stillFalling();
    if (settled || falling == 0) {
      return Verdict.trusted();
    }
    return Verdict.doubtful(
        Double.isNaN(falling)
            ? "too few steps to see whether " + objective + " has settled; take more steps"
            : String.format(
                Locale.ROOT,
                "%s still %s by %.2g nats towards the end; %s",
                objective,
                way,
                falling,
                remedy));
  }
}
