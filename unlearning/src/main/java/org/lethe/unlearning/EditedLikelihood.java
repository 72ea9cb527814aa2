package org.lethe.unlearning;

import java.util.List;
import java.util.Optional;
import org.lethe.core.data.Edit;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.inference.energy.GatedRows;

/**
 * The log of what an edit multiplies a posterior by, Σᵢ wᵢ gᵢ(θ) log p(zᵢ | θ): w = +1 for a
 * learned row, with g = 1, and w = −1 for a forgotten one, with the gate's g. For forgotten rows
 * alone it is −log p_adj(D_e | θ). Not thread-safe.
 */
public final class EditedLikelihood implements AutoCloseable {

  private final Program.Executor executor;
  private final int dimension;
  private final int rows;

  private EditedLikelihood(Program.Executor executor, int dimension, int rows) {
    this.executor = executor;
    this.dimension = dimension;
    this.rows = rows;
  }

  /** Of an edit of the posterior {@code q}. */
  public static EditedLikelihood of(VariationalPosterior q, Gate gate, Edit edit, Device device) {
    return of(q.model(), GatedRows.logLikelihood(q.model(), gate.expression(q)), edit, device);
  }

  /** Of an edit without a gate. */
  public static EditedLikelihood of(Model model, Edit edit, Device device) {
    return of(model, GatedRows.logLikelihood(model, Optional.empty()), edit, device);
  }

  private static EditedLikelihood of(Model model, Expr sum, Edit edit, Device device) {
    Program program = Program.of(List.of(model.theta()), List.of(sum));
    Program.Executor executor = program.on(device, Precision.DOUBLE);
    executor.rows(edit.rows(), new int[0], edit.weights(), 0, edit.rows().size());
    return new EditedLikelihood(executor, model.dimension(), edit.rows().size());
  }

  /** How many rows each point costs. */
  public int rows() {
    return rows;
  }

  /**
   * At points that lie end to end, in parallel, with the same bits on any number of threads.
   *
   * @param thetas [points × d]
   * @param out [points]
   */
  public void at(int points, double[] thetas, double[] out) {
    executor.calls(points, thetas, out);
  }

  /** At points, [points × d]. */
  public double[] at(double[][] thetas) {
    double[] flat = new double[thetas.length * dimension];
    for (int i = 0; i < thetas.length; i++) {
      System.arraycopy(thetas[i], 0, flat, i * dimension, dimension);
    }
    double[] out = new double[thetas.length];
    at(thetas.length, flat, out);
    return out;
  }

  @Override
  public void close() {
    executor.close();
  }
}
