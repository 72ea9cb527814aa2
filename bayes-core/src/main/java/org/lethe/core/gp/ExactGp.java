package org.lethe.core.gp;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;

/**
 * Gaussian process regression without approximation, y = f(x) + N(0, σ²), hyperparameters known
 * (Rasmussen and Williams 2006, algorithm 2.1): what sparse processes are judged by, at O(n³). It
 * holds the rows that it was made from, so it can forget none of them.
 */
public final class ExactGp {

  private final Kernel kernel;
  private final Mean mean;
  private final double[][] x;
  private final LinearSolverDense<DMatrixRMaj> solver;
  private final DMatrixRMaj weights;
  private final double logMarginalLikelihood;

  private ExactGp(Kernel kernel, Mean mean, double sd, double[][] x, double[] y) {
    this.kernel = kernel;
    this.mean = mean;
    this.x = x.clone();
    int n = y.length;
    DMatrixRMaj covariance = kernel(x, x);
    DMatrixRMaj residual = new DMatrixRMaj(n, 1);
    double[] centre = means(x);
    for (int i = 0; i < n; i++) {
      covariance.add(i, i, sd * sd);
      residual.set(i, 0, y[i] - centre[i]);
    }
    solver = LinearSolverFactory_DDRM.chol(n);
    Checks.that(
        solver.setA(covariance),
        "ExactGp: kernel plus sd² must be positive definite at the inputs, and is not to working"
            + " precision; use a larger sd");
    weights = new DMatrixRMaj(n, 1);
    solver.solve(residual, weights);
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = solver.getDecomposition();
    DMatrixRMaj lower = cholesky.getT(null);
    double sum = -0.5 * n * Math.log(2 * Math.PI);
    for (int i = 0; i < n; i++) {
      sum -= 0.5 * residual.get(i, 0) * weights.get(i, 0) + Math.log(lower.get(i, i));
    }
    logMarginalLikelihood = sum;
  }

  /**
   * Given rows.
   *
   * @param kernel of known numbers
   * @param mean of known numbers
   * @param sd σ of the noise
   * @param x [n × d]
   * @param y [n]
   * @throws IllegalArgumentException when the sizes do not fit or the covariance of y is not
   *     positive definite
   */
  public static ExactGp of(Kernel kernel, Mean mean, double sd, double[][] x, double[] y) {
    Checks.positiveFinite("ExactGp", "sd", sd);
    Checks.that(
        x.length == y.length && y.length > 0,
        "ExactGp: y must have one number for each input, at least one, got %d and %d",
        y.length,
        x.length);
    return new ExactGp(kernel, mean, sd, x, y);
  }

  /** log p(y). */
  public double logMarginalLikelihood() {
    return logMarginalLikelihood;
  }

  /** E[f(x) | y] at each input [m × d]. */
  public double[] mean(double[][] at) {
    DMatrixRMaj k = kernel(at, x);
    double[] out = means(at);
    for (int i = 0; i < at.length; i++) {
      for (int j = 0; j < x.length; j++) {
        out[i] += k.get(i, j) * weights.get(j, 0);
      }
    }
    return out;
  }

  /** Var[f(x) | y] at each input [m × d], without the noise of y. */
  public double[] variance(double[][] at) {
    DMatrixRMaj k = kernel(x, at);
    DMatrixRMaj solved = new DMatrixRMaj(x.length, at.length);
    solver.solve(k, solved);
    double[] out = values(kernel.diagonal(Expr.constant(at)), at.length);
    for (int i = 0; i < at.length; i++) {
      for (int j = 0; j < x.length; j++) {
        out[i] -= k.get(j, i) * solved.get(j, i);
      }
    }
    return out;
  }

  private DMatrixRMaj kernel(double[][] a, double[][] b) {
    Expr left = Expr.constant(a);
    Expr matrix = kernel.matrix(left, a == b ? left : Expr.constant(b));
    return new DMatrixRMaj(a.length, b.length, true, evaluate(matrix));
  }

  private double[] means(double[][] at) {
    return values(mean.at(Expr.constant(at)), at.length);
  }

  /** One number for each of n inputs. */
  private static double[] values(Expr perInput, int n) {
    return evaluate(Inputs.ones(n).times(perInput));
  }

  private static double[] evaluate(Expr known) {
    double[] out = new double[known.shape().size()];
    Program program = Program.of(List.of(), List.of(known));
    try (Program.Executor executor = program.on(Device.cpu(1), Precision.DOUBLE)) {
      executor.call(new double[0], out);
    }
    return out;
  }
}
