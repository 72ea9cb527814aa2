package org.lethe.inference.conjugate;

import org.lethe.core.data.Checks;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.GaussianPrior;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.ConjugatePosterior;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Prediction;
import org.lethe.core.posterior.Structure;
import org.lethe.core.posterior.Summary;
import org.lethe.core.random.RandomStream;

/**
 * The exact posterior N(m, Λ⁻¹) of θ in y ~ N(c + φᵀθ, s²) with known s, rows weighted by w: Λ = P₀
 * + Σ wφφᵀ/s² and m = m₀ + Λ⁻¹ Σ wφ(y − c − φᵀm₀)/s². It keeps both sums without rounding, so that
 * {@link #after} gives the bits of a fresh fit.
 */
public final class LinearGaussianPosterior implements ConjugatePosterior, GaussianPosterior {
  private final LinearDesign design;
  private final LinearStatistics statistics;
  private final Gaussian gaussian;

  private LinearGaussianPosterior(
      LinearDesign design, LinearStatistics statistics, Gaussian gaussian) {
    this.design = design;
    this.statistics = statistics;
    this.gaussian = gaussian;
  }

  /** Of a model with a Gaussian prior, before any rows. */
  static LinearGaussianPosterior prior(Model model) {
    LinearDesign design = LinearDesign.ofKnownNoise(LinearGaussian.NAME, model);
    return of(design, LinearStatistics.none(design.size()));
  }

  static LinearGaussianPosterior read(Model model, ExactNumbers.Reader in) {
    LinearDesign design = LinearDesign.ofKnownNoise(LinearGaussian.NAME, model);
    return of(design, LinearStatistics.read(design.size(), in));
  }

  private static LinearGaussianPosterior of(LinearDesign design, LinearStatistics statistics) {
    Model model = design.model();
    Checks.that(
        model.gaussianPrior().isPresent(),
        "%s: every prior must be Normal with known mean and sd, got another one in model %s",
        LinearGaussian.NAME,
        model.name());
    GaussianPrior prior = model.gaussianPrior().orElseThrow();
    LinearSolution solution =
        LinearSolution.of(statistics, prior.mean(), LinearAlgebra.inverse(prior.covariance()));
    Gaussian gaussian = Gaussian.fullRank(model, solution.mean(), solution.factor());
    return new LinearGaussianPosterior(design, statistics, gaussian);
  }

  @Override
  public LinearGaussianPosterior after(Edit edit) {
    return plus(edit.rows(), edit.weights(), Device.auto());
  }

  LinearGaussianPosterior plus(Table rows, double[] signs, Device device) {
    return of(design, statistics.plus(design.rows(rows, true, device), signs));
  }

  double[] numbers() {
    return statistics.numbers();
  }

  /** The same distribution without its statistics, as methods take it that give Gaussians. */
  public Gaussian gaussian() {
    return gaussian;
  }

  /** y ~ N(c + φᵀm, s² + φᵀΛ⁻¹φ), exactly. */
  @Override
  public Prediction predict(Table newRows) {
    LinearRows rows = design.predictors(newRows, true);
    double[][] factor = gaussian.factor();
    double[] mean = gaussian.mean();
    double[] location = new double[rows.size()];
    double[] scale = new double[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      double[] phi = rows.phi(i);
      double spread = LinearAlgebra.square(LinearAlgebra.timesTransposed(factor, phi));
      location[i] = rows.response()[i] + LinearAlgebra.dot(phi, mean);
      scale[i] = Math.sqrt(spread + rows.weight(i) * rows.weight(i));
    }
    return new LinearPrediction(
        newRows, design.response(), location, scale, Double.POSITIVE_INFINITY);
  }

  @Override
  public Model model() {
    return design.model();
  }

  @Override
  public Summary summary() {
    return gaussian.summary();
  }

  @Override
  public double[][] draw(int n, RandomStream random) {
    return gaussian.draw(n, random);
  }

  @Override
  public double[] lambda() {
    return gaussian.lambda();
  }

  @Override
  public double logDensity(double[] theta) {
    return gaussian.logDensity(theta);
  }

  @Override
  public Expr logDensity(Expr theta) {
    return gaussian.logDensity(theta);
  }

  @Override
  public double logMode() {
    return gaussian.logMode();
  }

  @Override
  public double[] mean() {
    return gaussian.mean();
  }

  @Override
  public double[][] covariance() {
    return gaussian.covariance();
  }

  @Override
  public double[][] factor() {
    return gaussian.factor();
  }

  @Override
  public double[] sd() {
    return gaussian.sd();
  }

  @Override
  public Structure structure() {
    return gaussian.structure();
  }

  @Override
  public double kl(GaussianPosterior other) {
    return gaussian.kl(other);
  }
}
