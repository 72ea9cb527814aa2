package org.lethe.inference.diagnostics;

import java.util.List;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.DrawsPosterior;

/**
 * log p(row | θ) of every row at every draw: what comparing models, leaving rows out and weighing
 * draws against them start from.
 */
public final class RowLogLikelihood {

  /** Numbers that are held at a time, 16 MB. */
  private static final int AT_ONCE = 2_000_000;

  /** Receives one row after the other. */
  @FunctionalInterface
  interface Visitor {
    /** The log likelihoods of a row [draws]; the array is reused. */
    void row(int row, double[] logLikelihood);
  }

  private RowLogLikelihood() {}

  /**
   * The whole matrix [rows × draws], draws chain after chain.
   *
   * @throws org.lethe.core.data.DataException where the rows lack what the model reads
   * @throws UnsupportedOperationException where the model couples its rows
   */
  public static double[][] of(DrawsPosterior posterior, Table rows, Device device) {
    double[][] out = new double[rows.size()][];
    visit(posterior, rows, device, (row, values) -> out[row] = values.clone());
    return out;
  }

  /** The same row by row, in order, without ever holding the matrix. */
  static void visit(DrawsPosterior posterior, Table rows, Device device, Visitor visitor) {
    Model model = posterior.model();
    model
        .coupled()
        .ifPresent(
            why -> {
              throw new UnsupportedOperationException(
                  "RowLogLikelihood: a row of model "
                      + model.name()
                      + " has no likelihood of its own, since it couples its rows: "
                      + why);
            });
    model.check(rows);
    int draws = posterior.chains() * posterior.size();
    double[] points = points(posterior, draws);
    double[] values = new double[draws];
    int block = Math.max(1, Math.min(rows.size(), AT_ONCE / draws));
    double[] out = new double[block * draws];
    Program program =
        Program.of(List.of(model.theta()), List.of(model.logLikelihood().times(Expr.ones())));
    try (Program.Executor executor = program.on(device, Precision.DOUBLE)) {
      for (int from = 0; from < rows.size(); from += block) {
        int to = Math.min(rows.size(), from + block);
        executor.rows(rows, new int[0], new double[0], from, to);
        executor.calls(draws, points, out);
        for (int row = from; row < to; row++) {
          for (int s = 0; s < draws; s++) {
            values[s] = out[s * (to - from) + row - from];
          }
          visitor.row(row, values);
        }
      }
    }
  }

  private static double[] points(DrawsPosterior posterior, int draws) {
    int d = posterior.model().dimension();
    double[] points = new double[draws * d];
    for (int s = 0; s < draws; s++) {
      double[] theta = posterior.draw(s / posterior.size(), s % posterior.size());
      System.arraycopy(theta, 0, points, s * d, d);
    }
    return points;
  }
}
