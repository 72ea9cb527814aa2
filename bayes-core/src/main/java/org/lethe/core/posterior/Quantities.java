package org.lethe.core.posterior;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;

/** The named quantities of a model at draws of θ, and the names of their elements. */
public final class Quantities {
  private Quantities() {}

  /** One line for each element of each quantity, from equally weighted draws [n × d]. */
  public static List<Quantity> ofDraws(
      Model model, Map<String, Expr> quantities, double[][] draws) {
    List<Quantity> lines = new ArrayList<>();
    values(model, quantities, draws)
        .forEach((name, values) -> lines.add(Quantity.ofDraws(name, values)));
    return lines;
  }

  /** The values [n] of each element of each quantity at draws [n × d], by name in order. */
  public static Map<String, double[]> values(
      Model model, Map<String, Expr> quantities, double[][] draws) {
    Map<String, double[]> byName = new LinkedHashMap<>();
    quantities.forEach(
        (name, value) ->
            names(name, value.shape().dims())
                .forEach(element -> byName.put(element, new double[draws.length])));
    double[][] columns = byName.values().toArray(double[][]::new);
    double[] values = new double[columns.length];
    Program program = Program.of(List.of(model.theta()), List.copyOf(quantities.values()));
    try (Program.Executor executor = program.on(Device.cpu(1), Precision.DOUBLE)) {
      for (int i = 0; i < draws.length; i++) {
        executor.call(draws[i], values);
        for (int k = 0; k < values.length; k++) {
          columns[k][i] = values[k];
        }
      }
    }
    return byName;
  }

  /** The names of the elements in row-major order: {@code a}, {@code b[0]}, {@code c[0,1]}. */
  public static List<String> names(String name, List<Integer> dims) {
    List<String> indices = List.of("");
    for (int dim : dims) {
      List<String> longer = new ArrayList<>();
      for (String index : indices) {
        for (int i = 0; i < dim; i++) {
          longer.add(index.isEmpty() ? String.valueOf(i) : index + "," + i);
        }
      }
      indices = longer;
    }
    return dims.isEmpty()
        ? List.of(name)
        : indices.stream().map(index -> name + "[" + index + "]").toList();
  }
}
