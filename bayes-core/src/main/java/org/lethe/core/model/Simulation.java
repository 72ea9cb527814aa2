package org.lethe.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Sampler;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.expr.RowNoise;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.core.random.Uniforms;

/**
 * Draws from a model read as a recipe for data: θ from its prior, parameter by parameter in the
 * order of declaration, and the observed columns of rows given θ. Both are the same bits for the
 * same address on every machine; the first k of n draws are the k draws that the address gives.
 */
public final class Simulation {

  private final Model model;

  private Simulation(Model model) {
    Checks.that(
        !model.isOpen(),
        "Simulation: model %s has hyperparameters whose values are not known",
        model.name());
    this.model = model;
  }

  /**
   * Of a model whose hyperparameters, if any, are known.
   *
   * @throws IllegalArgumentException if they are not
   */
  public static Simulation of(Model model) {
    return new Simulation(model);
  }

  /**
   * Draws of θ from the prior on the unconstrained scale, [n × d].
   *
   * @throws UnsupportedOperationException if a prior cannot be drawn from, such as a flat one
   */
  public double[][] prior(int n, RandomStream random) {
    RandomStream address = random.at(random.step(), Purpose.PRIOR);
    double[][] theta = new double[n][model.dimension()];
    for (int p = 0; p < model.parameters().size(); p++) {
      Parameter parameter = model.parameters().get(p);
      Sampler sampler = sampler(parameter);
      double[] value = new double[sampler.size()];
      Program program = Program.of(List.of(model.theta()), sampler.arguments());
      try (Program.Executor executor = program.on(Device.cpu(1), Precision.DOUBLE)) {
        double[] arguments = new double[executor.outputSize()];
        for (int i = 0; i < n; i++) {
          executor.call(theta[i], arguments);
          sampler.draw().into(arguments, Uniforms.of(address.branch(i).stream(p)), value);
          double[] free = parameter.support().unconstrain(value, parameter.dims());
          System.arraycopy(free, 0, theta[i], parameter.offset(), free.length);
        }
      }
    }
    return theta;
  }

  private Sampler sampler(Parameter parameter) {
    return Objects.requireNonNull(model.priors().get(parameter.name()))
        .sampler()
        .over(parameter.dims())
        .inside(parameter.support());
  }

  /**
   * Rows like those given, with observed columns drawn anew, once for each θ. The responses of the
   * rows given are not read, and may be absent where nothing but an observation reads them.
   *
   * @param theta unconstrained, [n × d]
   * @param covariates under the schema of the model, or that schema without responses
   * @return n tables with the ids of the rows given, under the model's schema but for columns that
   *     are neither observed nor given
   * @throws UnsupportedOperationException if the model has row terms that are no distributions, or
   *     an observation cannot be drawn
   */
  public List<Table> rows(double[][] theta, Table covariates, RandomStream random) {
    requireRows();
    RandomStream address = random.at(random.step(), Purpose.RESPONSE);
    List<Map<String, double[]>> drawn = new ArrayList<>();
    for (int i = 0; i < theta.length; i++) {
      drawn.add(new HashMap<>());
    }
    for (int o = 0; o < model.observations().size(); o++) {
      Observation observation = model.observations().get(o);
      try (Responses responses = Responses.of(model, observation, covariates)) {
        for (int i = 0; i < theta.length; i++) {
          RandomStream own = address.branch(i).stream(o);
          drawn.get(i).putAll(responses.given(theta[i], own));
        }
      }
    }
    return drawn.stream().map(responses -> table(covariates, responses)).toList();
  }

  /**
   * Requires that rows can be drawn: where a row term is custom or joint, the observations alone
   * would tell another story.
   *
   * @throws UnsupportedOperationException if the model has row terms that are no distributions
   */
  public Simulation requireRows() {
    Expr observed =
        model.observations().stream()
            .map(Simulation::density)
            .reduce(Expr::plus)
            .orElse(Expr.ones());
    Expr weighted = model.weights().map(Expr::column).map(observed::times).orElse(observed);
    if (!digest(weighted).equals(digest(model.rowTerm()))) {
      throw new UnsupportedOperationException(
          "Simulation: model "
              + model.name()
              + " has row terms that are log densities and no distributions, so its rows cannot be"
              + " drawn");
    }
    return this;
  }

  private static Expr density(Observation o) {
    return o.perRow().logDensity(o.value()).sum();
  }

  private String digest(Expr perRow) {
    Expr noise = Expr.input("noise");
    return Program.of(List.of(model.theta(), noise), List.of(RowNoise.at(perRow, noise))).digest();
  }

  /** A table codes raw numbers, so the codes of the old one are undone. */
  private Table table(Table covariates, Map<String, double[]> responses) {
    String[] unknown =
        model.schema().valueColumns().stream()
            .map(Column::name)
            .filter(name -> !responses.containsKey(name) && !covariates.schema().has(name))
            .toArray(String[]::new);
    Schema schema = model.schema().without(unknown);
    Map<String, double[]> raw = new HashMap<>();
    for (Column column : schema.valueColumns()) {
      double[] coded = responses.get(column.name());
      double[] values = coded == null ? covariates.column(column.name()) : coded;
      raw.put(
          column.name(),
          Arrays.stream(values).map(x -> x * column.scale() + column.centre()).toArray());
    }
    return Table.of(schema, covariates.ids(), raw);
  }
}
