package org.lethe.inference.conjugate;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Gamma;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.ConjugatePosterior;
import org.lethe.core.posterior.ImpossibleEditException;
import org.lethe.core.posterior.Prediction;
import org.lethe.core.posterior.Quantity;
import org.lethe.core.posterior.Summary;
import org.lethe.core.random.GammaVariate;
import org.lethe.core.random.RandomStream;
import org.lethe.core.random.Uniforms;

/**
 * The exact posterior λ ~ Gamma(α + Σ wy, β + Σ w) of a rate; θ = log λ. It keeps both sums without
 * rounding.
 */
public final class GammaPoissonPosterior implements ConjugatePosterior {
  private final Model model;
  private final OneObservation<Poisson> observed;
  private final ExactSum counts;
  private final ExactSum rows;
  private final double alpha;
  private final double beta;

  private GammaPoissonPosterior(
      Model model, OneObservation<Poisson> observed, ExactSum counts, ExactSum rows) {
    if (counts.sign() < 0 || rows.sign() < 0 || (rows.sign() == 0 && counts.sign() != 0)) {
      throw ImpossibleEditException.neverLearned(
          "the rows left would be " + rows.value() + " with " + counts.value() + " counts");
    }
    Gamma prior = prior(model);
    this.model = model;
    this.observed = observed;
    this.counts = counts;
    this.rows = rows;
    this.alpha = Program.value(prior.alpha())[0] + counts.value();
    this.beta = Program.value(prior.beta())[0] + rows.value();
  }

  static GammaPoissonPosterior of(Model model, ExactSum counts, ExactSum rows) {
    OneObservation<Poisson> observed = OneObservation.of(GammaPoisson.NAME, model, Poisson.class);
    Checks.that(
        model.dimension() == 1
            && OneObservation.same(model, observed.law().mean(), model.theta().at(0).exp()),
        "%s: the model's only parameter must be the rate, got %s",
        GammaPoisson.NAME,
        model.parameters());
    return new GammaPoissonPosterior(model, observed, counts, rows);
  }

  private static Gamma prior(Model model) {
    Distribution prior = model.priors().values().iterator().next();
    Checks.that(
        prior instanceof Gamma,
        "%s: the prior of the rate must be a Gamma, got %s",
        GammaPoisson.NAME,
        prior);
    return (Gamma) prior;
  }

  @Override
  public GammaPoissonPosterior after(Edit edit) {
    return plus(edit.rows(), edit.weights());
  }

  GammaPoissonPosterior plus(Table edited, double[] signs) {
    model.check(edited);
    double[] y = edited.column(observed.column());
    Optional<double[]> weights = model.weights().map(edited::column);
    ExactSum newCounts = counts.copy();
    ExactSum newRows = rows.copy();
    for (int i = 0; i < y.length; i++) {
      double weight = weights.isPresent() ? weights.orElseThrow()[i] : 1;
      newCounts.addProduct(signs[i], weight, y[i]);
      newRows.addProduct(signs[i], weight);
    }
    return new GammaPoissonPosterior(model, observed, newCounts, newRows);
  }

  double[] numbers() {
    ExactNumbers.Writer out = new ExactNumbers.Writer();
    out.write(counts);
    out.write(rows);
    return out.numbers();
  }

  /** α + Σ wy. */
  public double alpha() {
    return alpha;
  }

  /** β + Σ w. */
  public double beta() {
    return beta;
  }

  @Override
  public Model model() {
    return model;
  }

  /** Negative binomial with the posterior's α and β in every row. */
  @Override
  public Prediction predict(Table newRows) {
    return new CountPrediction(newRows, observed.column(), alpha, beta);
  }

  /** θ = log g − log β with g ~ Gamma(α, 1). */
  @Override
  public double[][] draw(int n, RandomStream random) {
    double[][] draws = new double[n][1];
    for (int i = 0; i < n; i++) {
      double logarithm = GammaVariate.logarithm(alpha, Uniforms.of(random.branch(i)));
      draws[i][0] = logarithm - Math.log(beta);
    }
    return draws;
  }

  /** Closed form for the rate; 4000 draws for other quantities. */
  @Override
  public Summary summary() {
    GammaDistribution law = new GammaDistribution(alpha, 1 / beta);
    return ConjugateSummary.of(
        this,
        List.of(
            new Quantity(
                ConjugateSummary.name(model, 0),
                law.getNumericalMean(),
                Math.sqrt(law.getNumericalVariance()),
                law.inverseCumulativeProbability(0.05),
                law.inverseCumulativeProbability(0.5),
                law.inverseCumulativeProbability(0.95))));
  }
}
