package org.lethe.inference.conjugate;

import java.util.List;
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
  private final ColumnSums sums;
  private final double alpha;
  private final double beta;

  private BetaBernoulliPosterior(Model model, OneObservation<Bernoulli> observed, ColumnSums sums) {
    if (sums.sign(0) < 0 || sums.sign(1) < 0) {
      throw ImpossibleEditException.neverLearned(
          "the rows left would be " + sums.value(0) + " ones and " + sums.value(1) + " zeros");
    }
    Beta prior = OneObservation.onlyPrior(BetaBernoulli.NAME, model, "probability", Beta.class);
    this.model = model;
    this.observed = observed;
    this.sums = sums;
    this.alpha = Program.value(prior.alpha())[0] + sums.value(0);
    this.beta = Program.value(prior.beta())[0] + sums.value(1);
  }

  /** The posterior before any row. */
  static BetaBernoulliPosterior of(Model model) {
    OneObservation<Bernoulli> observed =
        OneObservation.of(BetaBernoulli.NAME, model, Bernoulli.class);
    Checks.that(
        model.dimension() == 1
            && OneObservation.same(model, observed.law().mean(), model.theta().at(0).sigmoid()),
        "%s: the model's only parameter must be the probability of a one, got %s",
        BetaBernoulli.NAME,
        model.parameters());
    return new BetaBernoulliPosterior(
        model, observed, ColumnSums.none(model, observed.column(), 2));
  }

  static BetaBernoulliPosterior read(Model model, ExactNumbers.Reader in) {
    BetaBernoulliPosterior prior = of(model);
    return new BetaBernoulliPosterior(model, prior.observed, prior.sums.read(in));
  }

  @Override
  public BetaBernoulliPosterior after(Edit edit) {
    return plus(edit.rows(), edit.weights());
  }

  BetaBernoulliPosterior plus(Table rows, double[] signs) {
    ColumnSums more = sums.plus(rows, signs, (sum, y, v) -> sum[y == 1 ? 0 : 1].add(v));
    return new BetaBernoulliPosterior(model, observed, more);
  }

  double[] numbers() {
    return sums.numbers();
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
    return ConjugateSummary.of(this, List.of(new BetaDistribution(alpha, beta)));
  }
}
