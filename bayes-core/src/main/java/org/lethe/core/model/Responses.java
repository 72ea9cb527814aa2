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
import org.lethe.core.expr.RowNoise;
import org.lethe.core.random.NormalQuantile;
import org.lethe.core.random.RandomStream;
import org.lethe.core.random.Uniforms;

/**
 * Draws what one observation yields in chosen rows, given θ, and given a value of the row noise of
 * its own for each response. Its program is compiled once; one thread at a time may use it.
 */
public final class Responses implements AutoCloseable {

  private final Observation observation;
  private final Table rows;
  private final Sampler sampler;
  private final int[] widths;
  private final boolean noisy;
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
    noisy = everyRow.stream().anyMatch(RowNoise::in);
    Expr noise = Expr.input("noise");
    Program program =
        Program.of(
            noisy ? List.of(model.theta(), noise) : List.of(model.theta()),
            everyRow.stream().map(a -> RowNoise.at(a, noise)).toList());
    executor = program.on(Device.cpu(1), Precision.DOUBLE);
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
    double[][] values = new double[index.length][sampler.size()];
    double[] together = noisy ? new double[0] : arguments(theta, index);
    for (int i = 0; i < index.length; i++) {
      Uniforms random = uniforms.apply(i);
      double[] own = noisy ? arguments(theta, index[i], random) : ofRow(i, index.length, together);
      sampler.draw().into(own, random, values[i]);
    }
    return values;
  }

  private double[] arguments(double[] input, int... index) {
    executor.rows(rows, index, new double[0], 0, index.length);
    double[] arguments = new double[executor.outputSize()];
    executor.call(input, arguments);
    return arguments;
  }

  /** A program takes one value of the noise for all rows, so each row is asked for by itself. */
  private double[] arguments(double[] theta, int row, Uniforms random) {
    double[] input = Arrays.copyOf(theta, theta.length + 1);
    input[theta.length] = NormalQuantile.of(random.next());
    return arguments(input, row);
  }

  private double[] ofRow(int i, int n, double[] arguments) {
    double[] own = new double[Arrays.stream(widths).sum()];
    int from = 0;
    int to = 0;
    for (int width : widths) {
      System.arraycopy(arguments, from + i * width, own, to, width);
      from += n * width;
      to += width;
    }
    return own;
  }

  @Override
  public void close() {
    executor.close();
  }
}
