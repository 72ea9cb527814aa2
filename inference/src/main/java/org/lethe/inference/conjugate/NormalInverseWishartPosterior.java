package org.lethe.inference.conjugate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.InverseWishart;
import org.lethe.core.distribution.Sampler;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.ConjugatePosterior;
import org.lethe.core.posterior.Prediction;
import org.lethe.core.posterior.Quantities;
import org.lethe.core.posterior.Quantity;
import org.lethe.core.posterior.Summary;
import org.lethe.core.random.NormalQuantile;
import org.lethe.core.random.RandomStream;
import org.lethe.core.random.Uniforms;

/**
 * The exact posterior of x ~ N(μ, Σ), k columns, rows weighted by w:
 *
 * <pre>μ | Σ ~ N(m, Σ/κ),  Σ ~ InverseWishart(ν, Ψ),
 * κ = κ₀ + Σ w,  ν = ν₀ + Σ w,  m = (κ₀m₀ + Σ wx)/κ,
 * Ψ = Ψ₀ + Σ w(x − m)(x − m)ᵀ + κ₀(m₀ − m)(m₀ − m)ᵀ.</pre>
 *
 * <p>θ is the model's. The sums are kept without rounding. Source: Gelman et al., Bayesian Data
 * Analysis (2013), 3.6.
 */
public final class NormalInverseWishartPosterior implements ConjugatePosterior {
  private final WishartDesign design;
  private final ExactMoments moments;
  private final double[] mean;
  private final double[][] scale;
  private final double[][] factor;

  private NormalInverseWishartPosterior(WishartDesign design, ExactMoments moments) {
    this.design = design;
    this.moments = moments;
    this.mean = mean(design, moments);
    this.scale = scale(design, moments, mean);
    this.factor = LinearAlgebra.factor(scale);
  }

  private static double[] mean(WishartDesign prior, ExactMoments rows) {
    double[] m = prior.mean().clone();
    if (rows.moment(0, 0).sign() != 0) {
      for (int i = 0; i < m.length; i++) {
        ExactSum sum = rows.moment(0, i + 1).copy();
        sum.addProduct(prior.strength(), prior.mean()[i]);
        m[i] = sum.value() / (prior.strength() + rows.value(0, 0));
      }
    }
    return m;
  }

  /** By differences from m, in which an error of m counts only squared. */
  private static double[][] scale(WishartDesign prior, ExactMoments rows, double[] m) {
    int k = m.length;
    double[] m0 = prior.mean();
    double[][] out = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        ExactSum sum = rows.moment(i + 1, j + 1).copy();
        sum.addProduct(-m[i], rows.moment(0, j + 1));
        sum.addProduct(-m[j], rows.moment(0, i + 1));
        sum.addProduct(m[i], m[j], rows.moment(0, 0));
        sum.addProduct(prior.strength(), m0[i], m0[j]);
        sum.addProduct(-prior.strength(), m0[i], m[j]);
        sum.addProduct(-prior.strength(), m[i], m0[j]);
        sum.addProduct(prior.strength(), m[i], m[j]);
        sum.add(prior.scale()[i][j]);
        out[i][j] = sum.value();
        out[j][i] = out[i][j];
      }
    }
    return out;
  }

  /** The posterior before any row. */
  static NormalInverseWishartPosterior of(Model model) {
    WishartDesign design = WishartDesign.of(model);
    return new NormalInverseWishartPosterior(
        design, ExactMoments.none(design.columns().size() + 1));
  }

  static NormalInverseWishartPosterior read(Model model, ExactNumbers.Reader in) {
    WishartDesign design = WishartDesign.of(model);
    ExactMoments moments = ExactMoments.read(design.columns().size() + 1, in);
    moments.requireNoneWithout(moments.moment(0, 0));
    return new NormalInverseWishartPosterior(design, moments);
  }

  @Override
  public NormalInverseWishartPosterior after(Edit edit) {
    return plus(edit.rows(), edit.weights());
  }

  NormalInverseWishartPosterior plus(Table rows, double[] signs) {
    model().check(rows);
    double[][] x = design.columns().stream().map(rows::column).toArray(double[][]::new);
    double[] v = signs.clone();
    model()
        .weights()
        .map(rows::column)
        .ifPresent(weights -> Arrays.setAll(v, i -> signs[i] * weights[i]));
    ExactMoments.Rows read =
        (row, u) -> {
          u[0] = 1;
          for (int i = 0; i < x.length; i++) {
            u[i + 1] = x[i][row];
          }
        };
    ExactMoments more = moments.plus(read, v);
    more.requireNoneWithout(more.moment(0, 0));
    return new NormalInverseWishartPosterior(design, more);
  }

  double[] numbers() {
    ExactNumbers.Writer out = new ExactNumbers.Writer();
    moments.write(out);
    return out.numbers();
  }

  /** κ, how many rows the mean counts for. */
  public double strength() {
    return design.strength() + moments.value(0, 0);
  }

  /** ν. */
  public double degrees() {
    return design.degrees() + moments.value(0, 0);
  }

  /** m [k]. */
  public double[] mean() {
    return mean.clone();
  }

  /** Ψ [k × k]. */
  public double[][] scale() {
    return Arrays.stream(scale).map(double[]::clone).toArray(double[][]::new);
  }

  /** ν − k + 1, the degrees of freedom of what is Student. */
  private double freedom() {
    return degrees() - mean.length + 1;
  }

  /** Multivariate Student: x ~ t_f(m, Ψ(κ + 1)/(κf)), f = ν − k + 1. */
  @Override
  public Prediction predict(Table newRows) {
    double wider = Math.sqrt((strength() + 1) / (strength() * freedom()));
    double[][] spread =
        Arrays.stream(factor)
            .map(row -> Arrays.stream(row).map(v -> v * wider).toArray())
            .toArray(double[][]::new);
    return new VectorPrediction(newRows, design.columns(), mean, spread, freedom());
  }

  /** Σ by Bartlett's decomposition, then μ = m + Lz/√κ with LLᵀ = Σ. */
  @Override
  public double[][] draw(int n, RandomStream random) {
    int k = mean.length;
    Sampler.Draw wishart = InverseWishart.of(degrees(), scale).sampler().draw();
    double[] arguments = new double[1 + k * k];
    arguments[0] = degrees();
    for (int i = 0; i < k; i++) {
      System.arraycopy(factor[i], 0, arguments, 1 + i * k, k);
    }
    double[][] draws = new double[n][model().dimension()];
    double[] covariance = new double[k * k];
    double[] z = new double[k];
    for (int i = 0; i < n; i++) {
      Uniforms own = Uniforms.of(random.branch(i));
      wishart.into(arguments, own, covariance);
      double[] free = design.sigma().support().unconstrain(covariance, design.sigma().dims());
      System.arraycopy(free, 0, draws[i], design.sigma().offset(), free.length);
      Arrays.setAll(z, j -> NormalQuantile.of(own.next()) / Math.sqrt(strength()));
      double[][] rows = new double[k][];
      Arrays.setAll(rows, j -> Arrays.copyOfRange(covariance, j * k, (j + 1) * k));
      double[] shift = LinearAlgebra.times(LinearAlgebra.factor(rows), z);
      for (int j = 0; j < k; j++) {
        draws[i][design.mu().offset() + j] = mean[j] + shift[j];
      }
    }
    return draws;
  }

  /**
   * Closed form for μ (Student) and the variances (inverse gamma), and for the means and sds of the
   * covariances; 4000 draws for their quantiles and for other quantities.
   */
  @Override
  public Summary summary() {
    Map<String, List<Quantity>> lines = new LinkedHashMap<>();
    lines.put(design.mu().name(), means());
    lines.put(design.sigma().name(), covariances());
    Map<String, List<Quantity>> ordered = new LinkedHashMap<>();
    model()
        .parameters()
        .forEach(p -> ordered.put(p.name(), lines.getOrDefault(p.name(), List.of())));
    return ConjugateSummary.of(this, ordered);
  }

  private List<Quantity> means() {
    double f = freedom();
    List<String> names = Quantities.names(design.mu().name(), design.mu().dims());
    List<Quantity> out = new ArrayList<>();
    for (int i = 0; i < mean.length; i++) {
      double spread = Math.sqrt(scale[i][i] / (strength() * f));
      double sd = f > 2 ? spread * Math.sqrt(f / (f - 2)) : Double.POSITIVE_INFINITY;
      double reach = spread * new TDistribution(f).inverseCumulativeProbability(0.95);
      out.add(new Quantity(names.get(i), mean[i], sd, mean[i] - reach, mean[i], mean[i] + reach));
    }
    return out;
  }

  private List<Quantity> covariances() {
    Map<String, Expr> sigma = new LinkedHashMap<>(model().quantities());
    sigma.keySet().retainAll(List.of(design.sigma().name()));
    List<Quantity> drawn = ConjugateSummary.drawn(this, sigma);
    int k = mean.length;
    double r = degrees() - k - 1;
    GammaDistribution precision = new GammaDistribution(freedom() / 2, 1);
    List<Quantity> out = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        Quantity q = drawn.get(i * k + j);
        double none = i == j ? Double.POSITIVE_INFINITY : Double.NaN;
        double m = r > 0 ? scale[i][j] / r : none;
        double above = (r + 2) * scale[i][j] * scale[i][j] + r * scale[i][i] * scale[j][j];
        double sd = r > 2 ? Math.sqrt(above / ((r + 1) * (r - 2))) / r : none;
        double half = scale[i][i] / 2;
        out.add(
            i == j
                ? new Quantity(
                    q.name(),
                    m,
                    sd,
                    half / precision.inverseCumulativeProbability(0.95),
                    half / precision.inverseCumulativeProbability(0.5),
                    half / precision.inverseCumulativeProbability(0.05))
                : new Quantity(q.name(), m, sd, q.q5(), q.median(), q.q95()));
      }
    }
    return out;
  }

  @Override
  public Model model() {
    return design.model();
  }
}
