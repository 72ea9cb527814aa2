package org.lethe.inference.conjugate;

import org.lethe.core.data.Checks;
import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Recipe;
import org.lethe.inference.run.Engine;
import org.lethe.inference.run.Run;

/**
 * The exact posterior of linear regression with unknown noise, such as {@code
 * Regression.linear(schema, "y").model()}.
 *
 * <p>The prior that makes this possible is the engine's and replaces the model's own: given σ² the
 * coefficients, the intercept among them, are independent N(0, σ²k²), and σ² is InverseGamma(a₀,
 * b₀), with density ∝ σ²^(−a₀−1) e^(−b₀/σ²).
 *
 * <p>Throws {@link IllegalArgumentException} for any other model.
 *
 * @param scale k, in units of the response's noise over those of a feature
 * @param shape a₀: the prior counts as 2a₀ rows towards σ²
 * @param rate b₀, in the squared unit of the response
 */
public record NormalInverseGamma(double scale, double shape, double rate)
    implements Engine<NormalInverseGammaPosterior> {
  static final String NAME = "normal-inverse-gamma";

  /** Throws {@link IllegalArgumentException} unless all three are positive and finite. */
  public NormalInverseGamma {
    Checks.positiveFinite("NormalInverseGamma", "scale", scale);
    Checks.positiveFinite("NormalInverseGamma", "shape", shape);
    Checks.positiveFinite("NormalInverseGamma", "rate", rate);
  }

  /**
   * A prior that says little about columns within some powers of ten of each other: k = 100, a₀ =
   * b₀ = 0.001.
   */
  public static NormalInverseGamma of() {
    return of(100, 1e-3, 1e-3);
  }

  /** With a prior of one's own. */
  public static NormalInverseGamma of(double scale, double shape, double rate) {
    return new NormalInverseGamma(scale, shape, rate);
  }

  /** 1/k². */
  double precision() {
    return 1 / (scale * scale);
  }

  @Override
  public Recipe recipe() {
    return Recipe.of(NAME).with("scale", scale).with("shape", shape).with("rate", rate);
  }

  static NormalInverseGamma of(Recipe recipe) {
    return of(recipe.number("scale"), recipe.number("shape"), recipe.number("rate"));
  }

  @Override
  public Fit<NormalInverseGammaPosterior> fit(Model model, Table data, Run run) {
    return ConjugateFit.of(
        recipe(),
        model,
        data,
        run,
        signs -> NormalInverseGammaPosterior.prior(this, model).plus(data, signs, run.device()));
  }
}
