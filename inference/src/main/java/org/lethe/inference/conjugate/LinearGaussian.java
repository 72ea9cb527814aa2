package org.lethe.inference.conjugate;

import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;

/**
 * The exact posterior of any model whose rows are Normal with a mean linear in θ and a known sd,
 * and whose priors are Normal, such as {@code Regression.linear(schema, "y").noise(1).model()}.
 *
 * <p>Throws {@link IllegalArgumentException} for any other model.
 */
public final class LinearGaussian implements Engine<LinearGaussianPosterior> {
  static final String NAME = "linear-gaussian";

  private LinearGaussian() {}

  /** The engine; it has no options. */
  public static LinearGaussian of() {
    return new LinearGaussian();
  }

  @Override
  public Recipe recipe() {
    return Recipe.of(NAME);
  }

  @Override
  public Fit<LinearGaussianPosterior> fit(Model model, Table data, Run run) {
    return ConjugateFit.of(
        recipe(),
        model,
        data,
        run,
        signs -> LinearGaussianPosterior.prior(model).plus(data, signs, run.device()));
  }
}
