package org.lethe.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Schema;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.Mixture;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;

/**
 * A recipe for a mixture of K normal components in d dimensions, an ordinary {@link Model} with the
 * parameter {@code mu} [K × d], mu ~ Normal(0, prior²). Unless stated otherwise components have
 * weight 1/K, identity covariance, and centres of prior sd 1.
 *
 * <p>A recipe is immutable; options return a copy. The posterior has K! equal copies, one for each
 * order of the components: see {@link Mixture}. Samplers report draws in one of them, see {@link
 * org.lethe.core.posterior.DrawsPosterior#relabelled}.
 *
 * @param schema of the rows
 * @param components K
 * @param columns observed together, d of them
 * @param prior sd of each centre's coordinates
 * @param logitPrior of {@code logits} [K] ~ Normal(0, logitPrior²) with weights softmax(logits),
 *     reported as {@code weights}; empty for known, even weights
 * @param scalePrior of {@code sigma} [K × d] ~ HalfNormal(scalePrior), the components' sds; empty
 *     for sds of 1
 */
public record GaussianMixture(
    Schema schema,
    int components,
    List<String> columns,
    double prior,
    Optional<Double> logitPrior,
    Optional<Double> scalePrior) {

  public GaussianMixture {
    Checks.positive("GaussianMixture", "components", components);
    Checks.positiveFinite("GaussianMixture", "prior sd", prior);
    logitPrior.ifPresent(sd -> Checks.positiveFinite("GaussianMixture", "logit prior sd", sd));
    scalePrior.ifPresent(s -> Checks.positiveFinite("GaussianMixture", "scale prior", s));
    columns = List.copyOf(columns);
    Checks.that(!columns.isEmpty(), "GaussianMixture: columns must be at least one, got none");
  }

  /**
   * The default recipe.
   *
   * @throws IllegalArgumentException unless there is a component and a column
   */
  public static GaussianMixture of(Schema schema, int components, String... columns) {
    return new GaussianMixture(
        schema, components, List.of(columns), 1, Optional.empty(), Optional.empty());
  }

  /** With another prior sd of the centres, in the unit of the columns. */
  public GaussianMixture prior(double sd) {
    return new GaussianMixture(schema, components, columns, sd, logitPrior, scalePrior);
  }

  /** With unknown weights. */
  public GaussianMixture unknownWeights(double logitSd) {
    return new GaussianMixture(
        schema, components, columns, prior, Optional.of(logitSd), scalePrior);
  }

  /** With unknown sds, in the unit of the columns. */
  public GaussianMixture unknownScales(double scale) {
    return new GaussianMixture(schema, components, columns, prior, logitPrior, Optional.of(scale));
  }

  /**
   * The model.
   *
   * @throws IllegalArgumentException if the schema lacks a column, or it holds no numbers
   */
  public Model model() {
    return Model.define("mixture", schema, this::declare);
  }

  private void declare(Declare m) {
    int d = columns.size();
    Expr mu = m.parameter("mu", Normal.of(0, prior), components, d);
    Expr logits =
        logitPrior
            .map(sd -> m.parameter("logits", Normal.of(0, sd), components))
            .orElseGet(() -> Expr.vector(new double[components]));
    List<String> parameters = new ArrayList<>(List.of("mu"));
    if (logitPrior.isPresent()) {
      m.deterministic("weights", logits.softmax(0));
      parameters.add("logits");
    }
    scalePrior.ifPresent(scale -> parameters.add("sigma"));
    m.exchangeable(parameters.toArray(new String[0]));
    if (scalePrior.isEmpty()) {
      m.observe(columns, Mixture.ofGaussiansByLogits(logits, mu));
    } else {
      Expr sigma = m.parameter("sigma", HalfNormal.of(scalePrior.get()), components, d);
      m.observe(columns, Mixture.ofGaussiansByLogits(logits, mu, sigma));
    }
  }
}
