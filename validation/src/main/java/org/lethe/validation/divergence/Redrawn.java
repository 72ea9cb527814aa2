package org.lethe.validation.divergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lethe.core.data.Column;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.model.Observation;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.random.RandomStream;

/**
 * Rows whose response is drawn anew from a posterior predictive, several times over: θ_s from the
 * posterior, then y of every row given θ_s.
 */
final class Redrawn {
  private Redrawn() {}

  /** The rows of replicate 0 with their new response, then those of replicate 1, and so on. */
  static Table from(
      Posterior posterior, Observation response, Table rows, int replicates, RandomStream random) {
    ResponseSampler sampler = ResponseSampler.of(response.perRow());
    double[] theta =
        Arrays.stream(posterior.draw(replicates, random.stream(0)))
            .flatMapToDouble(Arrays::stream)
            .toArray();
    int n = rows.size();
    int count = sampler.arguments().size();
    double[] arguments = arguments(posterior.model(), sampler, rows, theta, replicates);
    double[] y = new double[n * replicates];
    random.stream(1).uniforms(y, 0, y.length);
    double[] own = new double[count];
    for (int k = 0; k < y.length; k++) {
      for (int a = 0; a < count; a++) {
        own[a] = arguments[(k / n * count + a) * n + k % n];
      }
      y[k] = sampler.quantile().at(own, y[k]);
    }
    return table(rows, response.columns().get(0), y, replicates);
  }

  /** The arguments of the response, [replicates × arguments × rows] flattened. */
  private static double[] arguments(
      Model model, ResponseSampler sampler, Table rows, double[] theta, int replicates) {
    List<Expr> everyRow =
        sampler.arguments().stream().map(a -> a.shape().rows() ? a : a.times(Expr.ones())).toList();
    double[] out = new double[replicates * rows.size() * everyRow.size()];
    Program program = Program.of(List.of(model.theta()), everyRow);
    try (Program.Executor executor = program.on(Device.cpu(1), Precision.DOUBLE)) {
      executor.rows(rows, new int[0], new double[0], 0, rows.size());
      executor.calls(replicates, theta, out);
    }
    return out;
  }

  /** A table codes raw numbers, so the codes of the old one are undone. */
  private static Table table(Table rows, String response, double[] y, int replicates) {
    Map<String, double[]> raw = new HashMap<>();
    for (Column column : rows.schema().valueColumns()) {
      double[] coded = column.name().equals(response) ? y : repeat(rows, column, replicates);
      raw.put(
          column.name(),
          Arrays.stream(coded).map(x -> x * column.scale() + column.centre()).toArray());
    }
    List<String> ids = new ArrayList<>();
    for (int k = 0; k < y.length; k++) {
      ids.add(Integer.toString(k));
    }
    return Table.of(rows.schema(), ids, raw);
  }

  private static double[] repeat(Table rows, Column column, int times) {
    double[] once = rows.column(column.name());
    double[] all = new double[once.length * times];
    for (int s = 0; s < times; s++) {
      System.arraycopy(once, 0, all, s * once.length, once.length);
    }
    return all;
  }
}
