package org.lethe.inference.conjugate;

import java.util.List;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Gamma;
import org.lethe.core.distribution.Poisson;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.ConjugatePosterior;
import org.lethe.core.posterior.ImpossibleEditException;
import org.lethe.core.posterior.Prediction;
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
  private final ColumnSums sums;
  private final double alpha;
  private final double beta;

  private GammaPoissonPosterior(Model model, OneObservation<Poisson> observed, ColumnSums sums) {
    if (sums.sign(0) < 0 || sums.sign(1) < 0 || (sums.sign(1) == 0 && sums.sign(0) != 0)) {
      throw ImpossibleEditException.neverLearned(
          "the rows left would be " + sums.value(1) + " with " + sums.value(0) + " counts");
    }
    Gamma prior = OneObservation.onlyPrior(GammaPoisson.NAME, model, "rate", Gamma.class);
    this.model = model;
    this.observed = observed;
    this.sums = sums;
    this.alpha = Program.value(prior.alpha())[0] + sums.value(0);
    this.beta = Program.value(prior.beta())[0] + sums.value(1);
  }

  /** The posterior before any row. */
  static GammaPoissonPosterior of(Model model) {
    OneObservation<Poisson> observed = OneObservation.of(GammaPoisson.NAME, model, Poisson.class);
    Checks.that(
        model.dimension() == 1
            && OneObservation.same(model, observed.law().mean(), model.theta().at(0).exp()),
        "%s: the model's only parameter must be the rate, got %s",
        GammaPoisson.NAME,
        model.parameters());
    return new GammaPoissonPosterior(model, observed, ColumnSums.none(model, observed.column(), 2));
  }

  static GammaPoissonPosterior read(Model model, ExactNumbers.Reader in) {
    GammaPoissonPosterior prior = of(model);
    return new GammaPoissonPosterior(model, prior.observed, prior.sums.read(in));
  }

  @Override
  public GammaPoissonPosterior after(Edit edit) {
    return plus(edit.rows(), edit.weights());
  }

  GammaPoissonPosterior plus(Table rows, double[] signs) {
    ColumnSums more = sums.plus(rows, signs, GammaPoissonPosterior::add);
    return new GammaPoissonPosterior(model, observed, more);
  }

  private static void add(ExactSum[] sums, double y, double v) {
    sums[0].addProduct(v, y);
    sums[1].add(v);
  }

  double[] numbers() {
    return sums.numbers();
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
    return ConjugateSummary.of(this, List.of(new GammaDistribution(alpha, 1 / beta)));
  }
}
