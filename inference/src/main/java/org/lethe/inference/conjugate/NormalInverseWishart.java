package org.lethe.inference.conjugate;

import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;

/**
 * The exact posterior of the mean and the covariance of columns that are normal together, in such a
 * model as
 *
 * <pre>{@code
 * Model.define("sizes", schema, m -> {
 *   Expr sigma = m.parameter("sigma", InverseWishart.of(4, scale));
 *   Expr mu = m.parameter("mu", MultivariateNormal.of(centre, sigma.over(0.1)));
 *   m.observe(List.of("length", "width"), MultivariateNormal.of(mu, sigma));
 * });
 * }</pre>
 *
 * <p>The prior of the mean must have the covariance parameter itself over a number κ₀, which says
 * how many rows it counts for.
 *
 * <p>Throws {@link IllegalArgumentException} for any other model.
 */
public final class NormalInverseWishart implements Engine<NormalInverseWishartPosterior> {
  static final String NAME = "normal-inverse-wishart";

  private NormalInverseWishart() {}

  /** The engine; it has no options. */
  public static NormalInverseWishart of() {
    return new NormalInverseWishart();
  }

  @Override
  public Recipe recipe() {
    return Recipe.of(NAME);
  }

  @Override
  public Fit<NormalInverseWishartPosterior> fit(Model model, Table data, Run run) {
    return ConjugateFit.of(
        recipe(),
        model,
        data,
        run,
        signs -> NormalInverseWishartPosterior.of(model).plus(data, signs));
  }
}
