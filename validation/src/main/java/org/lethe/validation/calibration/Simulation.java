package org.lethe.validation.calibration;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Column;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Sampler;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.model.Observation;
import org.lethe.core.model.Parameter;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.core.random.Uniforms;

/**
 * Draws parameters from the priors of a model, and rows given the parameters: the columns that are
 * observed are drawn anew, the others stay as they are in a template.
 */
final class Simulation {

  private final Model model;
  private final Table template;

  /**
   * A simulated world.
   *
   * @param theta on the unconstrained scale
   * @param rows drawn given it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record World(double[] theta, Table rows) {}

  private Simulation(Model model, Table template) {
    this.model = model;
    this.template = template;
  }

  /**
   * Checks that the model says how its rows arise.
   *
   * @throws IllegalArgumentException where it observes a term that nothing can be drawn from, or
   *     the template has columns that are not numbers
   */
  static Simulation of(Model model, Table template) {
    Checks.that(
        !model.observations().isEmpty(),
        "Calibration: model %s must observe columns by distributions, got terms alone",
        model.name());
    for (Column column : template.schema().columns()) {
      Checks.that(
          column.kind() == Column.Kind.ID || column.kind() == Column.Kind.NUMBER,
          "Calibration: column '%s' of the template must hold numbers, got %s",
          column.name(),
          column.kind());
    }
    return new Simulation(model, template);
  }

  World draw(RandomStream random) {
    double[] theta = new double[model.dimension()];
    int step = 0;
    Iterator<Distribution> priors = model.priors().values().iterator();
    for (Parameter p : model.parameters()) {
      Sampler sampler = priors.next().sampler().over(p.dims());
      double[] value = new double[sampler.size()];
      double[] arguments = values(sampler.arguments(), theta);
      sampler.draw().into(arguments, uniforms(random, step++), value);
      double[] free = p.support().unconstrain(value, p.dims());
      System.arraycopy(free, 0, theta, p.offset(), free.length);
    }
    return new World(theta, rows(theta, random, step));
  }

  private static Uniforms uniforms(RandomStream random, int step) {
    return Uniforms.of(random.at(step, Purpose.SIMULATION));
  }

  private Table rows(double[] theta, RandomStream random, int from) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (Column column : template.schema().columns()) {
      if (column.kind() == Column.Kind.NUMBER) {
        columns.put(column.name(), template.column(column.name()));
      }
    }
    int step = from;
    for (Observation observation : model.observations()) {
      Sampler sampler = observation.perRow().sampler();
      for (String column : observation.columns()) {
        Checks.that(
            sampler.elementwise() && observation.perRow().shape().dims().isEmpty(),
            "Calibration: each observed column of model %s must have its own distribution of one"
                + " number, got %s for %s",
            model.name(),
            observation.perRow().getClass().getSimpleName(),
            observation.columns());
        columns.put(column, column(sampler, theta, random, step));
        step += template.size();
      }
    }
    return Table.of(columns);
  }

  private double[] column(Sampler sampler, double[] theta, RandomStream random, int step) {
    List<Expr> perRow = new ArrayList<>();
    sampler.arguments().forEach(argument -> perRow.add(argument.times(Expr.ones())));
    double[] all = values(perRow, theta);
    int n = template.size();
    double[] own = new double[perRow.size()];
    double[] out = new double[n];
    double[] one = new double[1];
    for (int row = 0; row < n; row++) {
      for (int a = 0; a < own.length; a++) {
        own[a] = all[a * n + row];
      }
      sampler.draw().into(own, uniforms(random, step + row), one);
      out[row] = one[0];
    }
    return out;
  }

  private double[] values(List<Expr> outputs, double[] theta) {
    if (outputs.isEmpty()) {
      return new double[0];
    }
    Program program = Program.of(List.of(model.theta()), outputs);
    try (Program.Executor executor = program.on(Device.cpu(1), Precision.DOUBLE)) {
      executor.rows(template, new int[0], new double[0], 0, template.size());
      double[] out = new double[executor.outputSize()];
      executor.call(theta, out);
      return out;
    }
  }
}
