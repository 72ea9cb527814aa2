package org.lethe.unlearning.baseline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Channel;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.Provenance;
import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Forgetting;
import org.lethe.unlearning.Request;

/**
 * Fits the model anew to the data after the edit: the reference for every other method, and the one
 * that needs all the data.
 *
 * @param <Q> what the engine gives
 */
public final class Retrain<Q extends Posterior> implements Forgetting<Q> {

  private final Engine<Q> engine;
  private final Table remaining;

  private Retrain(Engine<Q> engine, Table remaining) {
    this.engine = engine;
    this.remaining = remaining;
  }

  /** By an engine, on the data after the edit. */
  public static <Q extends Posterior> Retrain<Q> of(Engine<Q> engine, Table remaining) {
    return new Retrain<>(engine, remaining);
  }

  @Override
  public Recipe recipe() {
    Recipe recipe = engine.recipe();
    return new Recipe("retrain", Map.of("engine", recipe.engine(), "options", recipe.options()));
  }

  /**
   * {@inheritDoc}
   *
   * @throws org.lethe.core.data.DataException also when the remaining table is not the fit's data
   *     after the edit
   * @throws IllegalArgumentException when the engine gives another kind of posterior
   */
  @Override
  public <P extends Q> Fit<P> forget(Fit<P> fit, Edit edit, Run run) {
    Request<P> request = new Request<>(Request.RETRAIN, fit, edit, run);
    Fit<Q> trained = engine.fit(fit.model().open(), request.remaining(remaining), run);
    Provenance own = trained.provenance();
    List<Channel> channels =
        Channel.inherit(
            Channel.inherit(own.channels(), request.schemaConstants()),
            fit.model().hyperparameters().isEmpty()
                ? List.of()
                : List.of(
                    Channel.recomputed(
                        "hyperparameters", "estimated anew from the remaining rows")));
    Provenance provenance =
        new Provenance(
            fit.id(),
            recipe(),
            Optional.of(engine.recipe()),
            own.modelDigest(),
            own.dataDigest(),
            fit.provenance()
                .edited(fit.id(), recipe(), edit, run.key(), run.seed(), channels)
                .keyedIds(),
            run.seed(),
            own.versions(),
            channels);
    return new Fit<>(
        request.sameKind(trained.posterior()),
        trained.model(),
        trained.curvature(),
        provenance,
        trained.verdict(),
        trained.cost());
  }
}
