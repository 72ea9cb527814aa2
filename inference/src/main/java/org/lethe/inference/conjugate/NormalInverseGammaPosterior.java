package org.lethe.inference.conjugate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Gamma;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Device;
import org.lethe.core.model.Model;
import org.lethe.core.model.Parameter;
import org.lethe.core.posterior.ConjugatePosterior;
import org.lethe.core.posterior.ImpossibleEditException;
import org.lethe.core.posterior.Prediction;
import org.lethe.core.posterior.Quantities;
import org.lethe.core.posterior.Quantity;
import org.lethe.core.posterior.Summary;
import org.lethe.core.random.GammaVariate;
import org.lethe.core.random.RandomStream;
import org.lethe.core.random.Uniforms;

/**
 * The exact posterior of y ~ N(c + φᵀβ, σ²), rows weighted by w, under β | σ² ~ N(0, σ²k²I) and σ²
 * ~ InverseGamma(a₀, b₀):
 *
 * <pre>β | σ² ~ N(m, σ²Λ⁻¹),  σ² ~ InverseGamma(a, b),
 * Λ = I/k² + Σ wφφᵀ,  m = Λ⁻¹ Σ wφ(y − c),
 * a = a₀ + ½ Σ w,  b = b₀ + ½ [Σ w(y − c − φᵀm)² + |m|²/k²].</pre>
 *
 * <p>θ is the model's: β where it has it, and log σ. Source: Gelman et al., Bayesian Data Analysis
 * (2013), 14.2 and 14.8.
 */
public final class NormalInverseGammaPosterior implements ConjugatePosterior {
  /** Weights round, and so a sum of squares may fall this far below zero, relative to Σ wy². */
  private static final double NEGATIVE = 1e-12;

  private final NormalInverseGamma prior;
  private final LinearDesign design;
  private final Parameter sigma;
  private final LinearStatistics statistics;
  private final LinearSolution solution;
  private final double shape;
  private final double rate;

  private NormalInverseGammaPosterior(
      NormalInverseGamma prior, LinearDesign design, Parameter sigma, LinearStatistics statistics) {
    this.prior = prior;
    this.design = design;
    this.sigma = sigma;
    this.statistics = statistics;
    int d = design.size();
    double[][] precision = new double[d][d];
    for (int i = 0; i < d; i++) {
      precision[i][i] = prior.precision();
    }
    this.solution = LinearSolution.of(statistics, new double[d], precision);
    this.shape = prior.shape() + statistics.weight() / 2;
    this.rate = rate(prior, statistics, solution.mean());
  }

  /** From the residuals at m, in which an error of m counts only squared. */
  private static double rate(NormalInverseGamma prior, LinearStatistics rows, double[] mean) {
    ExactSum twice = new ExactSum();
    rows.addResidualSquares(mean, twice);
    for (double m : mean) {
      twice.addProduct(prior.precision(), m, m);
    }
    if (twice.value() < -NEGATIVE * rows.squares()) {
      throw ImpossibleEditException.neverLearned("the sum of squared residuals would be negative");
    }
    return prior.rate() + Math.max(0, twice.value()) / 2;
  }

  static NormalInverseGammaPosterior prior(NormalInverseGamma prior, Model model) {
    Parameter sigma = sigma(model);
    LinearDesign design =
        LinearDesign.ofUnknownNoise(NormalInverseGamma.NAME, model, sigma.offset());
    return new NormalInverseGammaPosterior(
        prior, design, sigma, LinearStatistics.none(design.size()));
  }

  static NormalInverseGammaPosterior read(Model model, ExactNumbers.Reader in) {
    NormalInverseGamma prior = NormalInverseGamma.of(in.number(), in.number(), in.number());
    NormalInverseGammaPosterior none = prior(prior, model);
    return new NormalInverseGammaPosterior(
        prior, none.design, none.sigma, LinearStatistics.read(none.design.size(), in));
  }

  private static Parameter sigma(Model model) {
    List<Parameter> positive = new ArrayList<>();
    for (Parameter p : model.parameters()) {
      if (!p.support().equals(Support.REAL)) {
        positive.add(p);
      }
    }
    Checks.that(
        positive.size() == 1
            && positive.get(0).size() == 1
            && positive.get(0).support().equals(Support.POSITIVE),
        "%s: the model must have one positive parameter, the sd of the noise, and no other beside"
            + " real ones, got %s",
        NormalInverseGamma.NAME,
        model.parameters());
    return positive.get(0);
  }

  @Override
  public NormalInverseGammaPosterior after(Edit edit) {
    return plus(edit.rows(), edit.weights(), Device.auto());
  }

  NormalInverseGammaPosterior plus(Table rows, double[] signs, Device device) {
    return new NormalInverseGammaPosterior(
        prior, design, sigma, statistics.plus(design.rows(rows, false, device), signs));
  }

  double[] numbers() {
    ExactNumbers.Writer out = new ExactNumbers.Writer();
    out.write(prior.scale(), prior.shape(), prior.rate());
    out.write(statistics.numbers());
    return out.numbers();
  }

  /** a, the shape of σ². */
  public double shape() {
    return shape;
  }

  /** b, the rate of 1/σ², in the squared unit of y. */
  public double rate() {
    return rate;
  }

  /** m [coefficients], in the order of θ without σ. */
  public double[] coefficients() {
    return solution.mean().clone();
  }

  /** Λ⁻¹ [coefficients × coefficients]: the covariance of β given σ², over σ². */
  public double[][] unscaledCovariance() {
    double[][] l = solution.factor();
    double[][] out = new double[l.length][];
    for (int i = 0; i < l.length; i++) {
      out[i] = LinearAlgebra.times(l, l[i]);
    }
    return out;
  }

  /** Student: y ~ t₂ₐ(c + φᵀm, (b/a)(1 + φᵀΛ⁻¹φ)). */
  @Override
  public Prediction predict(Table newRows) {
    LinearRows rows = design.predictors(newRows, false);
    double[] location = new double[rows.size()];
    double[] scale = new double[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      double[] phi = rows.phi(i);
      double spread = LinearAlgebra.square(LinearAlgebra.timesTransposed(solution.factor(), phi));
      location[i] = rows.response()[i] + LinearAlgebra.dot(phi, solution.mean());
      scale[i] = Math.sqrt(rate / shape * (1 + spread));
    }
    return new LinearPrediction(newRows, design.response(), location, scale, 2 * shape);
  }

  /** β = m + σLz with LLᵀ = Λ⁻¹, and log σ = ½(log b − log g) with g ~ Gamma(a, 1). */
  @Override
  public double[][] draw(int n, RandomStream random) {
    int d = design.size();
    double[] z = new double[Math.multiplyExact(n, d)];
    random.gaussians(z, 0, z.length);
    double[][] draws = new double[n][model().dimension()];
    double[] row = new double[d];
    for (int i = 0; i < n; i++) {
      double logGamma = GammaVariate.logarithm(shape, Uniforms.of(random.branch(i)));
      double logSigma = (Math.log(rate) - logGamma) / 2;
      System.arraycopy(z, i * d, row, 0, d);
      double[] direction = LinearAlgebra.times(solution.factor(), row);
      for (int j = 0; j < d; j++) {
        draws[i][design.columns().get(j)] = solution.mean()[j] + Math.exp(logSigma) * direction[j];
      }
      draws[i][sigma.offset()] = logSigma;
    }
    return draws;
  }

  /** Closed form for β (Student) and σ; 4000 draws for other quantities. */
  @Override
  public Summary summary() {
    Map<String, List<Quantity>> lines = new LinkedHashMap<>();
    int next = 0;
    for (Parameter p : model().parameters()) {
      List<Quantity> own = new ArrayList<>();
      for (String name : Quantities.names(p.name(), p.dims())) {
        own.add(p.equals(sigma) ? sigmaQuantity(name) : coefficient(name, next++));
      }
      lines.put(p.name(), own);
    }
    return ConjugateSummary.of(this, lines);
  }

  private Quantity coefficient(String name, int i) {
    double[] row = solution.factor()[i];
    double scale = Math.sqrt(rate / shape * LinearAlgebra.square(row));
    double sd = shape > 1 ? scale * Math.sqrt(shape / (shape - 1)) : Double.POSITIVE_INFINITY;
    double m = solution.mean()[i];
    double reach = scale * new TDistribution(2 * shape).inverseCumulativeProbability(0.95);
    return new Quantity(name, m, sd, m - reach, m, m + reach);
  }

  private Quantity sigmaQuantity(String name) {
    double mean = Double.POSITIVE_INFINITY;
    double sd = Double.POSITIVE_INFINITY;
    if (shape > 0.5) {
      mean = Math.sqrt(rate) * Math.exp(Gamma.logGamma(shape - 0.5) - Gamma.logGamma(shape));
    }
    if (shape > 1) {
      sd = Math.sqrt(Math.max(0, rate / (shape - 1) - mean * mean));
    }
    return new Quantity(
        name, mean, sd, sigmaQuantile(0.05), sigmaQuantile(0.5), sigmaQuantile(0.95));
  }

  private double sigmaQuantile(double p) {
    return Math.sqrt(rate / new GammaDistribution(shape, 1).inverseCumulativeProbability(1 - p));
  }

  @Override
  public Model model() {
    return design.model();
  }
}
