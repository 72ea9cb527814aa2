package org.lethe.inference.hmc;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.lethe.core.data.Checks;
import org.lethe.core.model.Model;
import org.lethe.core.model.Parameter;
import org.lethe.core.posterior.Recipe;

/**
 * Where chains start, for parameters that are given a value.
 *
 * @param values by parameter, on its own scale in row-major order
 */
record Starts(Map<String, List<Double>> values) {

  static final Starts NONE = new Starts(Map.of());

  private static final String OPTION = "start";

  Starts {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** Those of a recipe, which has the option where there are some. */
  static Starts from(Recipe recipe) {
    Starts starts = NONE;
    if (recipe.has(OPTION)) {
      Recipe nested = recipe.nested(OPTION);
      for (String parameter : nested.options().keySet()) {
        starts = starts.with(parameter, nested.numbers(parameter));
      }
    }
    return starts;
  }

  Recipe in(Recipe recipe) {
    return values.isEmpty() ? recipe : recipe.with(OPTION, values);
  }

  Starts with(String parameter, double... value) {
    for (double v : value) {
      Checks.finite("start", parameter, v);
    }
    Map<String, List<Double>> more = new TreeMap<>(values);
    more.put(parameter, DoubleStream.of(value).boxed().toList());
    return new Starts(more);
  }

  /**
   * On the unconstrained scale [d], NaN where no value is given.
   *
   * @throws IllegalArgumentException where the model has no such parameter, or the value is none of
   *     it
   */
  double[] unconstrained(String engine, Model model) {
    double[] theta = new double[model.dimension()];
    Arrays.fill(theta, Double.NaN);
    values.forEach((name, value) -> set(theta, engine, model, name, value));
    return theta;
  }

  private static void set(
      double[] theta, String engine, Model model, String name, List<Double> value) {
    List<String> names = model.parameters().stream().map(Parameter::name).toList();
    Checks.that(
        names.contains(name),
        "%s: start: model %s has no parameter '%s'; it has '%s'",
        engine,
        model.name(),
        name,
        String.join("', '", names));
    Parameter parameter = model.parameters().get(names.indexOf(name));
    int size = parameter.dims().stream().reduce(1, Math::multiplyExact);
    Checks.that(
        value.size() == size,
        "%s: start of '%s' must be %d numbers, got %d",
        engine,
        name,
        size,
        value.size());
    double[] own = value.stream().mapToDouble(Double::doubleValue).toArray();
    try {
      double[] free = parameter.support().unconstrain(own, parameter.dims());
      System.arraycopy(free, 0, theta, parameter.offset(), free.length);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          engine + ": start of '" + name + "': " + e.getMessage(), e);
    }
  }
}
