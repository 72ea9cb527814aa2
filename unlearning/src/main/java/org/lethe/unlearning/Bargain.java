package org.lethe.unlearning;

import java.util.Locale;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Fit;

/**
 * What an edit cost beside what a retrain does: one that was made, or before it is, the cost of the
 * original fit, scaled to the rows that stay.
 *
 * @param edit what the edit cost
 * @param retrain what a retrain cost or is expected to cost
 */
public record Bargain(Cost edit, Cost retrain) {

  /** A Hessian product of a row takes about as long as two gradients of it. */
  private static final double GRADIENTS_A_PRODUCT = 2;

  /**
   * Of an edit of a fit that was made from rows; empty where the original was itself an edit, whose
   * cost says nothing about a retrain.
   *
   * @param before how many rows the original stands for
   * @param after how many rows the edited fit stands for
   */
  public static Optional<Bargain> of(Fit<?> original, Fit<?> edited, int before, int after) {
    Checks.positive("Bargain", "rows before", before);
    Checks.that(after >= 0, "Bargain: rows after must be at least 0, got %d", after);
    if (!original.provenance().isRoot()) {
      return Optional.empty();
    }
    double fraction = after / (double) before;
    Cost full = original.cost();
    return Optional.of(
        new Bargain(
            edited.cost(),
            new Cost(
                full.seconds() * fraction,
                Math.round(full.rowGradients() * fraction),
                Math.round(full.rowHessianProducts() * fraction))));
  }

  /** Whether a retrain takes less time, or no more work. */
  public boolean retrainInstead() {
    return edit.seconds() > retrain.seconds() || work() >= 1;
  }

  /** How often the work of a retrain the edit was, counted in row gradients. */
  public double work() {
    return work(edit) / Math.max(1, work(retrain));
  }

  /** A cost in row gradients, a Hessian product of a row counted as two of them. */
  public static double work(Cost cost) {
    return cost.rowGradients() + GRADIENTS_A_PRODUCT * cost.rowHessianProducts();
  }

  /** One sentence for a report, which begins with "retrain instead" where that is so. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: the edit took %.3g s and %.3g times the row gradients of a retrain, which takes"
            + " %.3g s",
        retrainInstead() ? "retrain instead" : "cheaper than a retrain",
        edit.seconds(),
        work(),
        retrain.seconds());
  }
}
