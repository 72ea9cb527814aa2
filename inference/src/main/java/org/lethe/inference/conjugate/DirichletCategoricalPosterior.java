package org.lethe.inference.conjugate;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Categorical;
import org.lethe.core.distribution.Dirichlet;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.model.Parameter;
import org.lethe.core.posterior.ConjugatePosterior;
import org.lethe.core.posterior.ImpossibleEditException;
import org.lethe.core.posterior.Prediction;
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
  private final ColumnSums counts;
  private final double[] alpha;

  private DirichletCategoricalPosterior(
      Model model, OneObservation<Categorical> observed, ColumnSums counts) {
    for (int k = 0; k < counts.size(); k++) {
      if (counts.sign(k) < 0) {
        throw ImpossibleEditException.neverLearned(
            "the rows left would be " + counts.value(k) + " of level " + k);
      }
    }
    this.model = model;
    this.observed = observed;
    this.counts = counts;
    double[] prior =
        Program.value(
            OneObservation.onlyPrior(
                    DirichletCategorical.NAME, model, "probabilities", Dirichlet.class)
                .alpha());
    this.alpha =
        IntStream.range(0, prior.length).mapToDouble(k -> prior[k] + counts.value(k)).toArray();
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
    int levels = observed.law().outcomes();
    return new DirichletCategoricalPosterior(
        model, observed, ColumnSums.none(model, observed.column(), levels));
  }

  /** The value of the model's only parameter, for each row. */
  private static Expr only(Model model) {
    Expr value = Optional.ofNullable(model.quantities().get(parameter(model).name())).orElseThrow();
    return value.times(Expr.ones());
  }

  private static Parameter parameter(Model model) {
    return model.parameters().get(0);
  }

  static DirichletCategoricalPosterior read(Model model, ExactNumbers.Reader in) {
    DirichletCategoricalPosterior prior = of(model);
    return new DirichletCategoricalPosterior(model, prior.observed, prior.counts.read(in));
  }

  @Override
  public DirichletCategoricalPosterior after(Edit edit) {
    return plus(edit.rows(), edit.weights());
  }

  DirichletCategoricalPosterior plus(Table rows, double[] signs) {
    ColumnSums more = counts.plus(rows, signs, (sum, y, v) -> sum[(int) y].add(v));
    return new DirichletCategoricalPosterior(model, observed, more);
  }

  double[] numbers() {
    return counts.numbers();
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
    return ConjugateSummary.of(
        this, Arrays.stream(alpha).mapToObj(a -> new BetaDistribution(a, sum - a)).toList());
  }
}
