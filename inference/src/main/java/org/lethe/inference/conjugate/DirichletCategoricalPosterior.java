package org.lethe.inference.conjugate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Categorical;
import org.lethe.core.distribution.Dirichlet;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.model.Parameter;
import org.lethe.core.posterior.ConjugatePosterior;
import org.lethe.core.posterior.ImpossibleEditException;
import org.lethe.core.posterior.Prediction;
import org.lethe.core.posterior.Quantity;
import org.lethe.core.posterior.Summary;
import org.lethe.core.random.RandomStream;
import org.lethe.core.random.Uniforms;

/**
 * The exact posterior p ~ Dirichlet(α_k + Σ w [y = k]) of the probabilities of K levels; θ is p on
 * the real line. It keeps the sums without rounding.
 */
public final class DirichletCategoricalPosterior implements ConjugatePosterior {
  private final Model model;
  private final OneObservation<Categorical> observed;
  private final ExactSum[] counts;
  private final double[] alpha;

  private DirichletCategoricalPosterior(
      Model model, OneObservation<Categorical> observed, ExactSum[] counts) {
    for (int k = 0; k < counts.length; k++) {
      if (counts[k].sign() < 0) {
        throw ImpossibleEditException.neverLearned(
            "the rows left would be " + counts[k].value() + " of level " + k);
      }
    }
    this.model = model;
    this.observed = observed;
    this.counts = counts;
    double[] prior = Program.value(prior(model).alpha());
    this.alpha =
        IntStream.range(0, counts.length).mapToDouble(k -> prior[k] + counts[k].value()).toArray();
  }

  /** The posterior before any row. */
  static DirichletCategoricalPosterior of(Model model) {
    OneObservation<Categorical> observed =
        OneObservation.of(DirichletCategorical.NAME, model, Categorical.class);
    Checks.that(
        model.parameters().size() == 1
            && OneObservation.same(
                model, observed.law().probabilities().times(Expr.ones()), only(model)),
        "%s: the model's only parameter must be the probabilities, got %s",
        DirichletCategorical.NAME,
        model.parameters());
    ExactSum[] none = new ExactSum[observed.law().outcomes()];
    Arrays.setAll(none, k -> new ExactSum());
    return new DirichletCategoricalPosterior(model, observed, none);
  }

  /** The value of the model's only parameter, for each row. */
  private static Expr only(Model model) {
    Expr value = Optional.ofNullable(model.quantities().get(parameter(model).name())).orElseThrow();
    return value.times(Expr.ones());
  }

  private static Parameter parameter(Model model) {
    return model.parameters().get(0);
  }

  private static Dirichlet prior(Model model) {
    Distribution prior = model.priors().values().iterator().next();
    Checks.that(
        prior instanceof Dirichlet,
        "%s: the prior of the probabilities must be a Dirichlet, got %s",
        DirichletCategorical.NAME,
        prior);
    return (Dirichlet) prior;
  }

  @Override
  public DirichletCategoricalPosterior after(Edit edit) {
    return plus(edit.rows(), edit.weights());
  }

  DirichletCategoricalPosterior plus(Table rows, double[] signs) {
    model.check(rows);
    double[] y = rows.column(observed.column());
    Optional<double[]> weights = model.weights().map(rows::column);
    ExactSum[] sums = Arrays.stream(counts).map(ExactSum::copy).toArray(ExactSum[]::new);
    for (int i = 0; i < y.length; i++) {
      double weight = weights.isPresent() ? weights.orElseThrow()[i] : 1;
      sums[(int) y[i]].addProduct(signs[i], weight);
    }
    return new DirichletCategoricalPosterior(model, observed, sums);
  }

  double[] numbers() {
    ExactNumbers.Writer out = new ExactNumbers.Writer();
    for (ExactSum sum : counts) {
      out.write(sum);
    }
    return out.numbers();
  }

  DirichletCategoricalPosterior read(ExactNumbers.Reader in) {
    ExactSum[] sums = new ExactSum[counts.length];
    Arrays.setAll(sums, k -> in.read());
    return new DirichletCategoricalPosterior(model, observed, sums);
  }

  /** α_k + Σ w [y = k], [K]. */
  public double[] alpha() {
    return alpha.clone();
  }

  @Override
  public Model model() {
    return model;
  }

  /** P(y = k) = α_k/Σα in every row. */
  @Override
  public Prediction predict(Table newRows) {
    double sum = Arrays.stream(alpha).sum();
    double[] p = Arrays.stream(alpha).map(a -> a / sum).toArray();
    return new CategoryPrediction(newRows, observed.column(), p);
  }

  @Override
  public double[][] draw(int n, RandomStream random) {
    Parameter parameter = parameter(model);
    double[] p = new double[alpha.length];
    double[][] draws = new double[n][];
    for (int i = 0; i < n; i++) {
      Uniforms own = Uniforms.of(random.branch(i));
      Dirichlet.of(alpha).sampler().draw().into(alpha, own, p);
      draws[i] = parameter.support().unconstrain(p, parameter.dims());
    }
    return draws;
  }

  /** Closed form for the probabilities, each a beta variable; 4000 draws for other quantities. */
  @Override
  public Summary summary() {
    double sum = Arrays.stream(alpha).sum();
    List<Quantity> lines =
        IntStream.range(0, alpha.length)
            .mapToObj(k -> line(k, new BetaDistribution(alpha[k], sum - alpha[k])))
            .toList();
    return ConjugateSummary.of(this, lines);
  }

  private Quantity line(int k, BetaDistribution law) {
    return new Quantity(
        ConjugateSummary.name(model, k),
        law.getNumericalMean(),
        Math.sqrt(law.getNumericalVariance()),
        law.inverseCumulativeProbability(0.05),
        law.inverseCumulativeProbability(0.5),
        law.inverseCumulativeProbability(0.95));
  }
}
