package org.lethe.inference.conjugate;

import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;

/**
 * The exact posterior of the probabilities of levels with a Dirichlet prior, in such a model as
 *
 * <pre>{@code
 * Model.define("colours", schema, m ->
 *     m.observe("colour", Categorical.probabilities(m.parameter("p", Dirichlet.of(1, 1, 1)))));
 * }</pre>
 *
 * <p>Throws {@link IllegalArgumentException} for any other model.
 */
public final class DirichletCategorical implements Engine<DirichletCategoricalPosterior> {
  static final String NAME = "dirichlet-categorical";

  private DirichletCategorical() {}

  /** The engine; it has no options. */
  public static DirichletCategorical of() {
    return new DirichletCategorical();
  }

  @Override
  public Recipe recipe() {
    return Recipe.of(NAME);
  }

  @Override
  public Fit<DirichletCategoricalPosterior> fit(Model model, Table data, Run run) {
    return ConjugateFit.of(
        recipe(),
        model,
        data,
        run,
        signs -> DirichletCategoricalPosterior.of(model).plus(data, signs));
  }
}
