package org.lethe.core.posterior;

import org.lethe.core.data.Edit;

/** A posterior known exactly through sufficient statistics, from which rows can be subtracted. */
public interface ConjugatePosterior extends Posterior {

  /**
   * The posterior, of the same type, with the edited rows added to its statistics with their signs:
   * exactly what the rows that are then left would give.
   *
   * @throws ImpossibleEditException if no rows can be left, because some were never learned
   * @throws org.lethe.core.data.DataException if the rows are not such as the model reads
   */
  ConjugatePosterior after(Edit edit);
}
