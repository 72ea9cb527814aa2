package org.lethe.unlearning.bif;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.lethe.core.data.Table;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;

/**
 * The energy of the data around an edit, averaged over points and seen along {@link Axes}: its
 * slope along the edited rows, and the Hessian of what stays, evaluated on the rows that stay
 * wherever the points then are, or taken from the Hessian that was stored with the fit, less that
 * of the edited rows at the points to which it belongs.
 */
final class Landscape implements AutoCloseable {

  private final MeanEnergy edited;
  private final Optional<MeanEnergy> remaining;
  private final Optional<Batch> rows;
  private final Optional<Stored> stored;
  private final RandomStream random;
  private final Axes axes;

  private Landscape(
      MeanEnergy edited,
      Optional<MeanEnergy> remaining,
      Optional<Batch> rows,
      Optional<Stored> stored,
      RandomStream random,
      Axes axes) {
    this.edited = edited;
    this.remaining = remaining;
    this.rows = rows;
    this.stored = stored;
    this.random = random;
    this.axes = axes;
  }

  /** With the rows that stay at hand. */
  static Landscape of(
      Supplier<? extends EnergyFunction> energy,
      Table remaining,
      RandomStream random,
      Axes axes,
      Tally tally) {
    return new Landscape(
        new MeanEnergy(energy.get(), random, axes, tally),
        Optional.of(new MeanEnergy(energy.get(), random, axes, tally)),
        Optional.of(Batch.of(remaining)),
        Optional.empty(),
        random,
        axes);
  }

  /**
   * H_D of a fit.
   *
   * @param hessian along the axes
   * @param at where the fit stood, at which the Hessian of edited rows is that within H_D
   */
  record Stored(Matrix hessian, Points at) {}

  /** With H_D from the fit. */
  static Landscape of(
      Supplier<? extends EnergyFunction> energy,
      Stored stored,
      RandomStream random,
      Axes axes,
      Tally tally) {
    return new Landscape(
        new MeanEnergy(energy.get(), random, axes, tally),
        Optional.empty(),
        Optional.empty(),
        Optional.of(stored),
        random,
        axes);
  }

  Axes axes() {
    return axes;
  }

  /** mean ∇Σ w h over the rows of a part. */
  double[] slope(Points at, Part part) {
    return edited.gradient(at, 0, part.now());
  }

  /** mean ∇²Σ w h over the rows of a part; with a stored H_D, where that stood. */
  Matrix edited(Points at, Part part) {
    return edited.hessian(stored.map(Stored::at).orElse(at), 0, part.now());
  }

  /** mean ∇²F of the data after a part; with a stored H_D, where that stood. */
  Curvature after(Points at, Part part) {
    return stored
        .<Curvature>map(all -> all.hessian().plus(1, edited.hessian(all.at(), 0, part.done())))
        .orElseGet(() -> new Evaluated(at, part.later()));
  }

  /** mean ∇F of the data after the whole edit; empty without the rows that stay. */
  Optional<double[]> rest(Points at) {
    return remaining.map(energy -> energy.gradient(at, 1, rows.orElseThrow()));
  }

  /** The same of what a linear map makes of ∇F. */
  Optional<double[]> rest(Points at, UnaryOperator<double[]> map) {
    return remaining.map(energy -> energy.gradient(at, 1, rows.orElseThrow(), map));
  }

  /** mean ∇²F of the data after the whole edit, evaluated on them. */
  Curvature restCurvature(Points at) {
    Batch all = rows.orElseThrow();
    return new Evaluated(at, new Batch(all.rows(), new int[0], new double[0], 0, 0));
  }

  @Override
  public void close() {
    edited.close();
    remaining.ifPresent(MeanEnergy::close);
  }

  /** The Hessian of the rows that stay for good, plus that of edited rows of a later part. */
  private final class Evaluated implements Curvature {

    private final Points at;
    private final Batch later;
    private Optional<Matrix> formed = Optional.empty();

    private Evaluated(Points at, Batch later) {
      this.at = at;
      this.later = later;
    }

    @Override
    public int dimension() {
      return axes.dimension();
    }

    @Override
    public double[] times(double[] v) {
      return formed.isPresent()
          ? formed.get().times(v)
          : plusLater(at, v, remaining.orElseThrow().product(at, 1, rows.orElseThrow(), v));
    }

    @Override
    public double[] times(double[] v, int some, int term) {
      Table all = rows.orElseThrow().rows();
      if (all.size() == 0) {
        return times(v);
      }
      int[] index = new int[some];
      RandomStream address = random.at(term, Purpose.NEUMANN);
      address.below(all.size(), index, 0, some);
      double[] weight = new double[some];
      Arrays.fill(weight, all.size() / (double) some);
      Points one = Points.of(at.gamma()[address.below(some, at.size())]);
      Batch drawn = new Batch(all, index, weight, 0, some);
      return plusLater(one, v, remaining.orElseThrow().product(one, 1, drawn, v));
    }

    private double[] plusLater(Points points, double[] v, double[] product) {
      if (later.size() > 0) {
        Vectors.add(product, 1, edited.product(points, 0, later, v));
      }
      return product;
    }

    @Override
    public double[][] dense() {
      if (formed.isEmpty()) {
        Matrix all = remaining.orElseThrow().hessian(at, 1, rows.orElseThrow());
        formed = Optional.of(later.size() > 0 ? all.plus(1, edited.hessian(at, 0, later)) : all);
      }
      return formed.get().dense();
    }
  }
}
