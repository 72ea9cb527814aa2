package org.lethe.inference.conjugate;

import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;

/**
 * The exact posterior of a rate of counts with a gamma prior, in such a model as
 *
 * <pre>{@code
 * Model.define("calls", schema, m ->
 *     m.observe("calls", Poisson.rate(m.parameter("rate", Gamma.of(2, 1)))));
 * }</pre>
 *
 * <p>Throws {@link IllegalArgumentException} for any other model.
 */
public final class GammaPoisson implements Engine<GammaPoissonPosterior> {
  static final String NAME = "gamma-poisson";

  private GammaPoisson() {}

  /** The engine; it has no options. */
  public static GammaPoisson of() {
    return new GammaPoisson();
  }

  @Override
  public Recipe recipe() {
    return Recipe.of(NAME);
  }

  @Override
  public Fit<GammaPoissonPosterior> fit(Model model, Table data, Run run) {
    return ConjugateFit.of(
        recipe(), model, data, run, signs -> GammaPoissonPosterior.of(model).plus(data, signs));
  }
}
