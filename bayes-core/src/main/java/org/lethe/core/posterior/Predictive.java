package org.lethe.core.posterior;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Column;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Categorical;
import org.lethe.core.distribution.Discrete;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.RowNoise;
import org.lethe.core.model.Model;
import org.lethe.core.model.Observation;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * The posterior predictive of a model with one observation a row: the moments and the density that
 * the observation's distribution gives at each θ, averaged over a posterior. Nothing is computed
 * before it is asked for, and everything once.
 */
public final class Predictive implements Prediction {
  private static final int DRAWS = 4000;

  private final Model model;
  private final Table rows;
  private final Function<Expr, RowAverage> posterior;
  private final Optional<Normal> marginal;
  private final Memo<double[]> mean = new Memo<>(this::computeMean);
  private final Memo<double[]> probabilities = new Memo<>(this::computeProbabilities);
  private final Memo<double[]> logScore = new Memo<>(this::computeLogScore);

  private Predictive(
      Model model, Table rows, Function<Expr, RowAverage> posterior, Optional<Normal> marginal) {
    this.model = model;
    this.rows = rows;
    this.posterior = posterior;
    this.marginal = marginal;
    requireSameConstants(model, rows.schema());
  }

  /**
   * Under a Gaussian. What depends on θ through a single affine predictor is integrated by a
   * one-dimensional rule, whose step is halved until that makes no difference, or in closed form as
   * by {@link NormalPredictive}; the rest is averaged over 4000 addressed draws, the same every
   * time.
   */
  public static Prediction of(GaussianPosterior q, Table rows) {
    Memo<double[]> draws =
        new Memo<>(() -> flat(q.draw(DRAWS, RandomStream.of(0).at(0, Purpose.PREDICTION))));
    return new Predictive(
        q.model(),
        rows,
        perRow ->
            PredictorAverage.of(q, perRow)
                .orElseGet(() -> equallyWeighted(q.model(), perRow, draws.get(), 0)),
        NormalPredictive.law(q));
  }

  /** Whether the mean of a row's expression under a posterior takes no draws. */
  public static boolean isExact(Posterior posterior, Expr perRow) {
    return posterior instanceof ConjugatePosterior
        || posterior instanceof GaussianPosterior q
            && PredictorAverage.predictor(q, perRow).isPresent();
  }

  /**
   * Under equally weighted draws.
   *
   * @param draws θ on the unconstrained scale, [n × d]
   */
  public static Prediction ofDraws(Model model, double[][] draws, Table rows) {
    return ofDraws(model, draws, 0, rows);
  }

  /**
   * Under one of several groups of equally weighted draws, whose spread is to tell the error of
   * their mean: where a model has noise a row, groups have values of it of their own.
   *
   * @param draws θ on the unconstrained scale, [n × d]
   * @param group from 0
   */
  public static Prediction ofDraws(Model model, double[][] draws, int group, Table rows) {
    Checks.that(draws.length > 0, "Predictive: draws must be at least 1, got 0");
    Checks.that(group >= 0, "Predictive: group must be at least 0, got %d", group);
    double[] points = flat(draws);
    return new Predictive(
        model, rows, perRow -> equallyWeighted(model, perRow, points, group), Optional.empty());
  }

  /**
   * Under weighted draws; those without weight take no part.
   *
   * @param draws θ on the unconstrained scale, [n × d]
   */
  static Prediction ofDraws(Model model, double[][] draws, WeightVector weights, Table rows) {
    int[] some = IntStream.range(0, draws.length).filter(i -> weights.w()[i] > 0).toArray();
    double[] points = flat(Arrays.stream(some).mapToObj(i -> draws[i]).toArray(double[][]::new));
    double[] w = Arrays.stream(some).mapToDouble(i -> weights.w()[i]).toArray();
    return new Predictive(
        model, rows, perRow -> average(model, perRow, points, w, 0), Optional.empty());
  }

  private static Average equallyWeighted(Model model, Expr perRow, double[] points, int group) {
    double[] weights = new double[points.length / model.dimension()];
    Arrays.fill(weights, 1.0 / weights.length);
    return average(model, perRow, points, weights, group);
  }

  private static Average average(
      Model model, Expr perRow, double[] points, double[] weights, int group) {
    return RowNoise.in(perRow)
        ? withNoise(model, perRow, points, weights, group)
        : new Average(model.theta(), perRow, points, weights);
  }

  /** Each draw comes with a value of the row noise, the same for all rows, every time. */
  private static Average withNoise(
      Model model, Expr perRow, double[] points, double[] weights, int group) {
    int d = model.dimension();
    double[] noise = new double[weights.length];
    RandomStream.of(0).at(group, Purpose.ROW_NOISE).gaussians(noise, 0, noise.length);
    double[] both = new double[noise.length * (d + 1)];
    for (int s = 0; s < noise.length; s++) {
      System.arraycopy(points, s * d, both, s * (d + 1), d);
      both[s * (d + 1) + d] = noise[s];
    }
    Expr point = Expr.input("draw", d + 1);
    Expr moved = RowNoise.at(perRow, point.at(d));
    Expr at = moved.substitute(Map.of(model.theta(), point.slice(0, d)));
    return new Average(point, at, both, weights);
  }

  private static double[] flat(double[][] draws) {
    return Arrays.stream(draws).flatMapToDouble(Arrays::stream).toArray();
  }

  @Override
  public double[] mean() {
    return mean.get().clone();
  }

  @Override
  public double[][] probabilities() {
    double[] flat = probabilities.get();
    int levels = rows.size() == 0 ? 0 : flat.length / rows.size();
    double[][] byRow = new double[rows.size()][];
    Arrays.setAll(byRow, i -> Arrays.copyOfRange(flat, i * levels, (i + 1) * levels));
    return byRow;
  }

  @Override
  public double[] logScore() {
    return logScore.get().clone();
  }

  private double[] computeMean() {
    Distribution law = observation().perRow();
    if (law instanceof Categorical || observation().columns().size() > 1) {
      throw new UnsupportedOperationException(
          String.format(
              "Prediction: the response %s has no single mean; use %s",
              String.join(", ", observation().columns()),
              law instanceof Discrete ? "probabilities()" : "logScore()"));
    }
    return average(law.mean()).mean(rows);
  }

  private double[] computeProbabilities() {
    Observation observation = observation();
    if (observation.perRow() instanceof Discrete law && observation.columns().size() == 1) {
      return average(law.probabilities()).mean(rows);
    }
    throw new UnsupportedOperationException(
        String.format(
            "Prediction: probabilities() needs a response with a list of levels, but %s is %s; use"
                + " mean() or logScore()",
            String.join(", ", observation.columns()),
            observation.perRow().getClass().getSimpleName()));
  }

  private double[] computeLogScore() {
    List<String> response = observation().columns();
    for (String column : response) {
      if (!rows.schema().has(column)) {
        throw new DataException(
            String.format(
                "Prediction: logScore() needs the response column '%s', which the rows lack",
                column));
      }
    }
    Expr value =
        response.size() == 1
            ? Expr.column(response.get(0))
            : Expr.columns(response.toArray(String[]::new));
    if (marginal.isPresent()) {
      return NormalPredictive.value(marginal.get().logDensity(value).sum(), rows);
    }
    Expr perRow = observation().perRow().logDensity(value);
    return average(perRow.sum()).logMeanExp(rows);
  }

  /** A value that is the same in all rows is given for each of them. */
  private RowAverage average(Expr value) {
    return posterior.apply(value.shape().rows() ? value : value.times(Expr.ones()));
  }

  private Observation observation() {
    if (model.coupled().isPresent()) {
      throw new UnsupportedOperationException(
          String.format(
              "Prediction: model %s couples its rows: %s; a row by itself has no predictive"
                  + " distribution without those that the model was trained on",
              model.name(), model.coupled().get()));
    }
    List<Observation> observations = model.observations();
    if (observations.size() != 1) {
      throw new UnsupportedOperationException(
          String.format(
              "Prediction: model %s must observe exactly one response to predict it, got %d",
              model.name(), observations.size()));
    }
    return observations.get(0);
  }

  /**
   * Refuses rows coded with other levels or scales than the model's, which mean something else.
   *
   * @throws DataException naming the column
   */
  public static void requireSameConstants(Model model, Schema given) {
    Schema learned = model.schema();
    for (String name : model.rowInputs()) {
      if (given.has(name) && learned.has(name)) {
        Column a = learned.column(name);
        Column b = given.column(name);
        if (!a.levels().equals(b.levels()) || a.centre() != b.centre() || a.scale() != b.scale()) {
          throw new DataException(
              String.format(
                  "predict: column '%s' was read with other levels or scales than the model's; read"
                      + " the rows with the model's schema",
                  name));
        }
      }
    }
  }
}
