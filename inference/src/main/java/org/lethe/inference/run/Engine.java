package org.lethe.inference.run;

import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Recipe;

/**
 * A way from a model and data to a posterior: an immutable recipe, pure in (recipe, model, data,
 * seed).
 *
 * @param <P> the kind of posterior that it gives
 */
public interface Engine<P extends Posterior> {

  /** The recipe, from which {@link Engines#of} makes this engine again. */
  Recipe recipe();

  /**
   * The posterior of {@code model} given {@code data}.
   *
   * @throws CancelledException when the run's listener cancels
   * @throws NumericalException when no posterior is found
   */
  Fit<P> fit(Model model, Table data, Run run);
}
