package org.lethe.core.posterior;

import java.util.Arrays;
import java.util.List;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;

/**
 * Σ_k w_k g(x_k, row), the expectation of a row's expression over weighted points. Points are added
 * in their order, so the result has the same bits on any number of threads.
 *
 * @param input x
 * @param perRow g, [rows] or [rows × K]
 * @param points x_k end to end
 * @param weights w_k, summing to one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Average(Expr input, Expr perRow, double[] points, double[] weights) implements RowAverage {
  /** Outputs of so many numbers are held at a time. */
  private static final int HELD = 1 << 21;

  /** What is done with g at one point. */
  private interface Sink {
    void add(int point, double[] values, int from);
  }

  /** At one point: g itself. */
  static Average at(Expr input, Expr perRow, double... point) {
    return new Average(input, perRow, point, new double[] {1});
  }

  /** Σ_k w_k g(x_k) for each row, K numbers a row. */
  @Override
  public double[] mean(Table rows) {
    double[] mean = new double[rows.size() * perRow.shape().size()];
    run(
        rows,
        (point, values, from) -> {
          for (int i = 0; i < mean.length; i++) {
            mean[i] += weights[point] * values[from + i];
          }
        });
    return mean;
  }

  /** log Σ_k w_k exp g(x_k) for each row, with the largest term factored out. */
  @Override
  public double[] logMeanExp(Table rows) {
    double[] largest = new double[rows.size() * perRow.shape().size()];
    double[] sum = new double[largest.length];
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    run(
        rows,
        (point, values, from) -> {
          double logWeight = Math.log(weights[point]);
          for (int i = 0; i < sum.length; i++) {
            double term = values[from + i] + logWeight;
            if (term > largest[i]) {
              sum[i] = sum[i] * Math.exp(largest[i] - term) + 1;
              largest[i] = term;
            } else if (term != Double.NEGATIVE_INFINITY) {
              sum[i] += Math.exp(term - largest[i]);
            }
          }
        });
    double[] log = new double[sum.length];
    Arrays.setAll(log, i -> largest[i] + Math.log(sum[i]));
    return log;
  }

  private void run(Table rows, Sink sink) {
    Program program = Program.of(List.of(input), List.of(perRow));
    requireColumns(program, rows.schema());
    if (rows.size() == 0) {
      return;
    }
    int in = input.shape().size();
    int out = rows.size() * perRow.shape().size();
    int atOnce = Math.max(1, Math.min(weights.length, HELD / out));
    double[] values = new double[atOnce * out];
    try (Program.Executor executor = program.on(Device.auto(), Precision.DOUBLE)) {
      executor.rows(rows, new int[0], new double[0], 0, rows.size());
      for (int first = 0; first < weights.length; first += atOnce) {
        int count = Math.min(atOnce, weights.length - first);
        executor.calls(count, Arrays.copyOfRange(points, first * in, (first + count) * in), values);
        for (int k = 0; k < count; k++) {
          sink.add(first + k, values, k * out);
        }
      }
    }
  }

  private static void requireColumns(Program program, Schema schema) {
    for (String column : program.columns()) {
      if (!schema.has(column)) {
        throw new DataException(
            String.format(
                "predict: the model reads column '%s', which the rows lack; they have %s",
                column, schema.columns().stream().map(c -> "'" + c.name() + "'").toList()));
      }
    }
  }
}
