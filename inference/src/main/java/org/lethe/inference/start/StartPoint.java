package org.lethe.inference.start;

import java.util.Arrays;
import java.util.List;
import org.lethe.core.data.Table;
import org.lethe.core.expr.NotPositiveDefiniteException;
import org.lethe.core.model.Model;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.run.NumericalException;

/**
 * Where a search or a chain starts, on the unconstrained scale: a θ at which energy and gradient
 * are finite.
 *
 * @param engine who starts, for messages
 * @param energy over θ
 * @param model that the energy is of
 * @param data all rows
 * @param random from which random starts are drawn
 */
public record StartPoint(
    String engine, EnergyFunction energy, Model model, Table data, RandomStream random) {

  private static final int TRIES = 100;
  private static final double REACH = 2;

  /**
   * Where to start, and what it took to find.
   *
   * @param theta θ [d]
   * @param rowGradients one of each row for each θ that was tried
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over whole; compared by nobody
  public record Found(double[] theta, long rowGradients) {}

  /**
   * Uniform between −2 and 2 in each coordinate, drawn again until it is admissible, at most 100
   * times, as Stan does.
   *
   * @throws NumericalException when no try has a finite density, naming the term that has none
   */
  public Found spread() {
    double[] none = new double[energy.dimension()];
    Arrays.fill(none, Double.NaN);
    return find(none, "");
  }

  /**
   * {@link #spread} in those coordinates that are not given; tried once where all are.
   *
   * @param given [d], NaN where a coordinate is to be drawn
   * @throws NumericalException as {@link #spread} does, saying that more could be given where not
   *     all is
   */
  public Found around(double[] given) {
    boolean all = Arrays.stream(given).noneMatch(Double::isNaN);
    return find(
        given, all ? "" : "; if it is finite elsewhere, say where by start(parameter, value)");
  }

  private Found find(double[] given, String advice) {
    Batch all = Batch.of(data);
    double[] theta = new double[energy.dimension()];
    boolean[] drawn = new boolean[theta.length];
    int tries = 1;
    for (int i = 0; i < theta.length; i++) {
      drawn[i] = Double.isNaN(given[i]);
      tries = drawn[i] ? TRIES : tries;
    }
    for (int attempt = 0; attempt < tries; attempt++) {
      random.at(attempt, Purpose.START).uniforms(theta, 0, theta.length);
      for (int i = 0; i < theta.length; i++) {
        theta[i] = drawn[i] ? REACH * (2 * theta[i] - 1) : given[i];
      }
      if (isAdmissible(theta, all)) {
        return new Found(theta, (attempt + 1L) * data.size());
      }
    }
    throw new NumericalException(
        engine
            + ": model "
            + model.name()
            + " has no finite density, or gradient, "
            + where(drawn)
            + OffendingTerm.at(theta, model, data)
            + advice);
  }

  private String where(boolean[] drawn) {
    List<String> given =
        model.parameters().stream()
            .filter(p -> p.size() > 0 && !drawn[p.offset()])
            .map(p -> "'" + p.name() + "'")
            .toList();
    if (given.size() == model.parameters().size()) {
      return "at the start given to " + String.join(", ", given) + ": ";
    }
    String random = "at any of " + TRIES + " starts between -2 and 2 on the unconstrained scale";
    return given.isEmpty()
        ? random + "; at the last one "
        : random + " beside the start given to " + String.join(", ", given) + "; at the last one ";
  }

  /**
   * θ = 0, where most priors have their middle; where that is not admissible, as under a unit
   * vector, which has no direction there, a {@link #spread} one.
   *
   * @throws NumericalException as {@link #spread} does
   */
  public Found central() {
    double[] zero = new double[energy.dimension()];
    if (isAdmissible(zero, Batch.of(data))) {
      return new Found(zero, data.size());
    }
    Found spread = spread();
    return new Found(spread.theta(), spread.rowGradients() + data.size());
  }

  private boolean isAdmissible(double[] theta, Batch all) {
    double[] gradient = new double[theta.length];
    try {
      boolean finite =
          Double.isFinite(energy.gradient(theta, 1, all, RandomStream.of(0), gradient));
      for (double g : gradient) {
        finite &= Double.isFinite(g);
      }
      return finite;
    } catch (NotPositiveDefiniteException e) {
      return false;
    }
  }
}
