package org.lethe.inference.energy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.model.Parameter;
import org.lethe.core.random.RandomStream;

/** The energy over θ itself: −Σ wᵢ log p(zᵢ | θ) − a log p(θ). */
final class ParameterEnergy implements EnergyFunction {

  /** Points evaluated at once; their inputs are laid end to end. */
  private static final int MANY = 512;

  private static final double[] NO_DIRECTION = {};

  private final int dimension;
  private final Evaluations evaluations;
  private final TwoPoints twoPoints;
  private final double[] in;
  private final double[] out;

  private final Model model;
  private Optional<Batch> whole = Optional.empty();

  private ParameterEnergy(Model model, Evaluations evaluations, TwoPoints twoPoints) {
    this.twoPoints = twoPoints;
    this.model = model;
    this.dimension = model.dimension();
    this.evaluations = evaluations;
    this.in = new double[2 * dimension + 1];
    this.out = new double[dimension + 1];
  }

  static ParameterEnergy of(Model model, Device device) {
    requireKnown(model);
    Expr theta = model.theta();
    Expr a = Expr.input("a");
    Expr rows = Expr.weight().times(model.logLikelihood()).sumRows();
    Expr energy = rows.plus(model.logJoint()).plus(a.times(model.logPrior())).negate();
    return new ParameterEnergy(
        model,
        new Evaluations(energy, List.of(theta, a), List.of(), true, device),
        new TwoPoints(energy, theta, a, device));
  }

  /** Refuses hyperparameters that are not known and rows that are coupled and not met. */
  static void requireKnown(Model model) {
    Checks.that(
        !model.isOpen(),
        "EnergyFunction: hyperparameters %s of model %s must be known, and are not; fit the model"
            + " by Svi, which finds them, and use the model of that fit, or Model.with",
        model.hyperparameters().stream().map(Parameter::name).toList(),
        model.name());
    Checks.that(
        model.coupled().isEmpty() || model.rows().isPresent(),
        "EnergyFunction: model %s couples its rows: %s; it has an energy once it meets them, by"
            + " Model.on",
        model.name(),
        model.coupled().orElse(""));
  }

  /** Coupled rows have an energy only together. */
  @SuppressWarnings("ReferenceEquality") // a batch is known by identity, not by value
  private void requireWhole(Batch batch) {
    if (model.coupled().isEmpty() || (whole.isPresent() && whole.get() == batch)) {
      return;
    }
    Table rows = model.rows().orElseThrow();
    boolean all =
        batch.index().length == 0
            && batch.size() == rows.size()
            && Arrays.stream(batch.weight()).allMatch(w -> w == 1)
            && (batch.rows() == rows || batch.rows().digest().equals(rows.digest()));
    Checks.that(
        all,
        "EnergyFunction: model %s couples its rows: %s; it has an energy of all rows together, and"
            + " none of a minibatch or an edit",
        model.name(),
        model.coupled().orElseThrow());
    whole = Optional.of(batch);
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public double value(double[] gamma, double a, Batch batch, RandomStream noise) {
    run(Evaluations.Order.VALUE, gamma, a, batch);
    return out[0];
  }

  @Override
  public double gradient(
      double[] gamma, double a, Batch batch, RandomStream noise, double[] gradient) {
    run(Evaluations.Order.GRADIENT, gamma, a, batch);
    System.arraycopy(out, 1, gradient, 0, dimension);
    return out[0];
  }

  @Override
  public void slope(double[] gamma, double a, Batch batch, RandomStream noise, double[] slope) {
    run(Evaluations.Order.SLOPE, gamma, a, batch);
    System.arraycopy(out, 0, slope, 0, dimension);
  }

  @Override
  public void slopeDifference(
      double[] gamma, double[] anchor, double a, Batch batch, RandomStream noise, double[] slope) {
    requireWhole(batch);
    twoPoints.difference(gamma, anchor, a, batch, slope);
  }

  @Override
  public void gradients(
      double[][] two,
      double a,
      Batch batch,
      RandomStream noise,
      double[] values,
      double[][] gradients) {
    requireWhole(batch);
    twoPoints.gradients(two, a, batch, values, gradients);
  }

  @Override
  public boolean sharesRows() {
    return evaluations.sharesRows();
  }

  @Override
  public void hessianVector(
      double[] gamma, double a, Batch batch, RandomStream noise, double[] v, double[] product) {
    System.arraycopy(v, 0, in, dimension + 1, dimension);
    run(Evaluations.Order.HESSIAN_VECTOR, gamma, a, batch);
    System.arraycopy(out, 0, product, 0, dimension);
  }

  @Override
  public double[] values(double[][] points, double a, Batch batch, RandomStream noise) {
    double[] all = new double[points.length];
    for (int from = 0; from < points.length; from += MANY) {
      int to = Math.min(points.length, from + MANY);
      double[] each = runMany(Evaluations.Order.VALUE, points, from, to, a, batch, NO_DIRECTION, 1);
      System.arraycopy(each, 0, all, from, to - from);
    }
    return all;
  }

  @Override
  public void meanGradient(
      double[][] points,
      double[] weight,
      double a,
      Batch batch,
      RandomStream noise,
      double[] mean) {
    average(Evaluations.Order.GRADIENT, points, weight, a, batch, NO_DIRECTION, mean);
  }

  @Override
  public void meanHessianVector(
      double[][] points,
      double[] weight,
      double a,
      Batch batch,
      RandomStream noise,
      double[] v,
      double[] mean) {
    average(Evaluations.Order.HESSIAN_VECTOR, points, weight, a, batch, v, mean);
  }

  /** Points run in parallel and are added in order. */
  private void average(
      Evaluations.Order order,
      double[][] points,
      double[] weight,
      double a,
      Batch batch,
      double[] v,
      double[] mean) {
    Arrays.fill(mean, 0);
    int skip = order == Evaluations.Order.GRADIENT ? 1 : 0;
    int width = dimension + skip;
    for (int from = 0; from < points.length; from += MANY) {
      int to = Math.min(points.length, from + MANY);
      double[] each = runMany(order, points, from, to, a, batch, v, width);
      for (int s = from; s < to; s++) {
        for (int i = 0; i < dimension; i++) {
          mean[i] += weight[s] * each[(s - from) * width + skip + i];
        }
      }
    }
  }

  private double[] runMany(
      Evaluations.Order order,
      double[][] points,
      int from,
      int to,
      double a,
      Batch batch,
      double[] v,
      int width) {
    int stride = dimension + 1 + v.length;
    double[] many = new double[(to - from) * stride];
    for (int s = from; s < to; s++) {
      int at = (s - from) * stride;
      System.arraycopy(points[s], 0, many, at, dimension);
      many[at + dimension] = a;
      System.arraycopy(v, 0, many, at + dimension + 1, v.length);
    }
    double[] each = new double[(to - from) * width];
    evaluations.calls(order, batch, to - from, many, each);
    return each;
  }

  private void run(Evaluations.Order order, double[] gamma, double a, Batch batch) {
    requireWhole(batch);
    System.arraycopy(gamma, 0, in, 0, dimension);
    in[dimension] = a;
    evaluations.calls(order, batch, 1, in, out);
  }

  @Override
  public void close() {
    evaluations.close();
    twoPoints.close();
  }
}
