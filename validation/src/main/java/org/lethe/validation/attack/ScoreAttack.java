package org.lethe.validation.attack;

import org.lethe.core.data.Table;
import org.lethe.core.posterior.Posterior;
import org.lethe.validation.divergence.Estimate;
import org.lethe.validation.divergence.Interval;

/**
 * Membership inference by a threshold on a row's log predictive density (Yeom et al. 2018): rows
 * that were learned score higher than rows of the same distribution that were not. Its advantage is
 * 2·AUC − 1: 0 where the scores tell nothing, 1 where they tell all, negative where learned rows
 * score lower, which tells as much.
 *
 * <p>The held-out rows must come from the distribution of the others; if they do not, the attack
 * tells the distributions apart and not the members.
 */
public final class ScoreAttack {
  private ScoreAttack() {}

  /**
   * The advantage of the attack on a posterior.
   *
   * @param members rows that may have been learned, at least 2
   * @param heldOut rows of the same distribution that never were, at least 2
   */
  public static Estimate advantage(Posterior posterior, Table members, Table heldOut) {
    Estimate auc =
        Auc.of(posterior.predict(members).logScore(), posterior.predict(heldOut).logScore());
    Interval i = auc.interval();
    return new Estimate(
        2 * auc.value() - 1,
        new Interval(2 * i.low() - 1, 2 * i.high() - 1, i.level()),
        "threshold on the log score of "
            + members.size()
            + " against "
            + heldOut.size()
            + " held-out rows, "
            + auc.how());
  }
}
