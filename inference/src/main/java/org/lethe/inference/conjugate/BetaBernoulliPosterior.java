package org.lethe.inference.conjugate;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Bernoulli;
import org.lethe.core.distribution.Beta;
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
 * The exact posterior p ~ Beta(α + Σ wy, β + Σ w(1 − y)) of a probability; θ = log(p/(1 − p)). It
 * keeps both sums without rounding.
 */
public final class BetaBernoulliPosterior implements ConjugatePosterior {
  private final Model model;
  private final OneObservation<Bernoulli> observed;
  private final ExactSum ones;
  private final ExactSum zeros;
  private final double alpha;
  private final double beta;

  private BetaBernoulliPosterior(
      Model model, OneObservation<Bernoulli> observed, Beta prior, ExactSum ones, ExactSum zeros) {
    if (ones.sign() < 0 || zeros.sign() < 0) {
      throw ImpossibleEditException.neverLearned(
          "the rows left would be " + ones.value() + " ones and " + zeros.value() + " zeros");
    }
    this.model = model;
    this.observed = observed;
    this.ones = ones;
    this.zeros = zeros;
    this.alpha = Program.value(prior.alpha())[0] + ones.value();
    this.beta = Program.value(prior.beta())[0] + zeros.value();
  }

  static BetaBernoulliPosterior of(Model model, ExactSum ones, ExactSum zeros) {
    OneObservation<Bernoulli> observed =
        OneObservation.of(BetaBernoulli.NAME, model, Bernoulli.class);
    Checks.that(
        model.dimension() == 1
            && OneObservation.same(model, observed.law().mean(), model.theta().at(0).sigmoid()),
        "%s: the model's only parameter must be the probability of a one, got %s",
        BetaBernoulli.NAME,
        model.parameters());
    return new BetaBernoulliPosterior(model, observed, prior(model), ones, zeros);
  }

  private static Beta prior(Model model) {
    Optional<Beta> prior =
        model.priors().values().stream()
            .filter(Beta.class::isInstance)
            .map(Beta.class::cast)
            .findFirst();
    Checks.that(
        prior.isPresent(),
        "%s: the prior of the probability must be a Beta, got %s",
        BetaBernoulli.NAME,
        model.priors());
    return prior.orElseThrow();
  }

  @Override
  public BetaBernoulliPosterior after(Edit edit) {
    return plus(edit.rows(), edit.weights());
  }

  BetaBernoulliPosterior plus(Table rows, double[] signs) {
    model.check(rows);
    double[] y = rows.column(observed.column());
    Optional<double[]> weights = model.weights().map(rows::column);
    ExactSum newOnes = ones.copy();
    ExactSum newZeros = zeros.copy();
    for (int i = 0; i < y.length; i++) {
      double weight = weights.isPresent() ? weights.orElseThrow()[i] : 1;
      (y[i] == 1 ? newOnes : newZeros).add(signs[i] * weight);
    }
    return new BetaBernoulliPosterior(model, observed, prior(model), newOnes, newZeros);
  }

  double[] numbers() {
    ExactNumbers.Writer out = new ExactNumbers.Writer();
    out.write(ones);
    out.write(zeros);
    return out.numbers();
  }

  /** α + Σ wy. */
  public double alpha() {
    return alpha;
  }

  /** β + Σ w(1 − y). */
  public double beta() {
    return beta;
  }

  @Override
  public Model model() {
    return model;
  }

  /** P(y = 1) = α/(α + β) in every row. */
  @Override
  public Prediction predict(Table newRows) {
    return new BernoulliPrediction(newRows, observed.column(), alpha, beta);
  }

  /** θ = log g − log h with g ~ Gamma(α, 1), h ~ Gamma(β, 1). */
  @Override
  public double[][] draw(int n, RandomStream random) {
    double[][] draws = new double[n][1];
    for (int i = 0; i < n; i++) {
      draws[i][0] = GammaVariate.betaLogit(alpha, beta, Uniforms.of(random.branch(i)));
    }
    return draws;
  }

  /** Closed form for the probability; 4000 draws for other quantities. */
  @Override
  public Summary summary() {
    BetaDistribution law = new BetaDistribution(alpha, beta);
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
