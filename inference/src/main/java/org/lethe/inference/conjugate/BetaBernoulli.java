package org.lethe.inference.conjugate;

import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;

/**
 * The exact posterior of a probability with a beta prior, in such a model as
 *
 * <pre>{@code
 * Model.define("coin", schema, m ->
 *     m.observe("heads", Bernoulli.probability(m.parameter("p", Beta.of(1, 1)))));
 * }</pre>
 *
 * <p>Throws {@link IllegalArgumentException} for any other model.
 */
public final class BetaBernoulli implements Engine<BetaBernoulliPosterior> {
  static final String NAME = "beta-bernoulli";

  private BetaBernoulli() {}

  /** The engine; it has no options. */
  public static BetaBernoulli of() {
    return new BetaBernoulli();
  }

  @Override
  public Recipe recipe() {
    return Recipe.of(NAME);
  }

  @Override
  public Fit<BetaBernoulliPosterior> fit(Model model, Table data, Run run) {
    return ConjugateFit.of(
        recipe(), model, data, run, signs -> BetaBernoulliPosterior.of(model).plus(data, signs));
  }
}
