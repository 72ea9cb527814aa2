package org.lethe.unlearning;

import org.lethe.core.data.Edit;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Run;

/**
 * A way from p(θ | D) to the posterior of edited data, with fewer rows or more: an immutable
 * recipe, pure in (recipe, fit, edit, seed).
 *
 * @param <Q> from what kinds of posterior it can forget; the caller's own type is kept
 */
public interface Forgetting<Q extends Posterior> {

  /**
   * The posterior after an edit. The fit that is given stays as it is; the provenance of the result
   * names it as parent.
   *
   * @throws org.lethe.core.data.DataException when the edit was made for other data than the fit
   *     stands for, or lacks columns that the model reads
   * @throws org.lethe.inference.run.NumericalException when no posterior exists, or none is found
   */
  <P extends Q> Fit<P> forget(Fit<P> fit, Edit edit, Run run);

  /** The method and its options, as provenances write it. */
  Recipe recipe();
}
