package org.lethe.core.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Sampler;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.random.RandomStream;
import org.lethe.core.random.Uniforms;

/**
 * Draws what one observation yields in chosen rows, given θ. Its program is compiled once; one
 * thread at a time may use it.
 */
public final class Responses implements AutoCloseable {

  private final Observation observation;
  private final Table rows;
  private final Sampler sampler;
  private final int[] widths;
  private final Program.Executor executor;

  private Responses(Model model, Observation observation, Table rows) {
    this.observation = observation;
    this.rows = rows;
    List<Integer> dims =
        observation.columns().size() == 1 ? List.of() : List.of(observation.columns().size());
    Distribution law = observation.perRow();
    sampler = law.sampler().over(dims).inside(law.support());
    List<Expr> everyRow =
        sampler.arguments().stream().map(a -> a.shape().rows() ? a : a.times(Expr.ones())).toList();
    widths = everyRow.stream().mapToInt(a -> a.shape().size()).toArray();
    executor = Program.of(List.of(model.theta()), everyRow).on(Device.cpu(1), Precision.DOUBLE);
  }

  /**
   * Of an observation of a model, for rows that have all columns its distribution reads.
   *
   * @throws UnsupportedOperationException if the distribution cannot be drawn
   */
  public static Responses of(Model model, Observation observation, Table rows) {
    return new Responses(model, observation, rows);
  }

  /** The observed columns of all rows, row i by branch i of the address. */
  public Map<String, double[]> given(double[] theta, RandomStream random) {
    int n = rows.size();
    int[] all = new int[n];
    Arrays.setAll(all, i -> i);
    double[][] values = given(theta, all, i -> Uniforms.of(random.branch(i)));
    Map<String, double[]> columns = new HashMap<>();
    for (int c = 0; c < sampler.size(); c++) {
      double[] column = new double[n];
      for (int i = 0; i < n; i++) {
        column[i] = values[i][c];
      }
      columns.put(observation.columns().get(c), column);
    }
    return columns;
  }

  /**
   * The values of rows by their position, [index.length × columns].
   *
   * @param uniforms those of the k-th value asked for
   */
  public double[][] given(double[] theta, int[] index, IntFunction<Uniforms> uniforms) {
    int n = index.length;
    executor.rows(rows, index, new double[0], 0, n);
    double[] arguments = new double[executor.outputSize()];
    executor.call(theta, arguments);
    double[] own = new double[Arrays.stream(widths).sum()];
    double[][] values = new double[n][sampler.size()];
    for (int i = 0; i < n; i++) {
      int from = 0;
      int to = 0;
      for (int width : widths) {
        System.arraycopy(arguments, from + i * width, own, to, width);
        from += n * width;
        to += width;
      }
      sampler.draw().into(own, uniforms.apply(i), values[i]);
    }
    return values;
  }

  @Override
  public void close() {
    executor.close();
  }
}
