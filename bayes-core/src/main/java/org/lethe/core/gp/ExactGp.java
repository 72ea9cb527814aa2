package org.lethe.core.gp;

import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
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
  private final Expr factor;
  private final double jitter;
  private final Expr weights;
  private final double logMarginalLikelihood;

  private ExactGp(Kernel kernel, Mean mean, double sd, double[][] x, double[] y) {
    this.kernel = kernel;
    this.mean = mean;
    this.x = x.clone();
    int n = y.length;
    Expr inputs = Expr.constant(x);
    Expr noise = Inputs.ones(n).times(sd * sd).toDiagonal();
    Expr covariance = kernel.matrix(inputs, inputs).plus(noise);
    double[] ladder = Inputs.ladder(0);
    jitter = Program.value(covariance.jitter(ladder))[0];
    factor = known(covariance.choleskyWithJitter(ladder), n);
    Expr white = factor.solveLower(Expr.vector(y).minus(mean.at(inputs)));
    weights = Expr.vector(Program.value(factor.solveLowerTransposed(white)));
    Expr square = white.square().sum(0).plus(n * Math.log(2 * Math.PI)).times(-0.5);
    Expr logVolume = factor.diagonal().log().sum(0);
    logMarginalLikelihood = Program.value(square.minus(logVolume))[0];
  }

  /** The numbers of a matrix [n × n]. */
  private static Expr known(Expr matrix, int n) {
    return Expr.vector(Program.value(matrix)).reshape(n, n);
  }

  /**
   * Given rows.
   *
   * @param kernel of known numbers
   * @param mean of known numbers
   * @param sd σ of the noise
   * @param x [n × d]
   * @param y [n]
   * @throws IllegalArgumentException when the sizes do not fit or a number is not finite
   * @throws org.lethe.core.expr.NotPositiveDefiniteException when the covariance of y is not
   *     positive definite even with {@link #jitter}; it names the closest pair of inputs
   */
  public static ExactGp of(Kernel kernel, Mean mean, double sd, double[][] x, double[] y) {
    Checks.positiveFinite("ExactGp", "sd", sd);
    Checks.that(
        x.length == y.length && y.length > 0,
        "ExactGp: y must have one number for each input, at least one, got %d and %d",
        y.length,
        x.length);
    Inputs.finite("ExactGp", "x", x);
    for (double response : y) {
      Checks.finite("ExactGp", "y", response);
    }
    return new ExactGp(kernel, mean, sd, x, y);
  }

  /** log p(y). */
  public double logMarginalLikelihood() {
    return logMarginalLikelihood;
  }

  /**
   * What had to be added to the diagonal of the covariance of y to factorise it, as a fraction of
   * its average: 0, or the first of 10⁻¹⁰, 10⁻⁸, … 10⁻² that will do.
   */
  public double jitter() {
    return jitter;
  }

  /** E[f(x) | y] at each input [m × d]. */
  public double[] mean(double[][] at) {
    Inputs.finite("ExactGp", "at", at);
    Expr inputs = Expr.constant(at);
    Expr centre = Inputs.ones(at.length).times(mean.at(inputs));
    return Program.value(kernel.matrix(inputs, Expr.constant(x)).matmul(weights).plus(centre));
  }

  /** Var[f(x) | y] at each input [m × d], without the noise of y. */
  public double[] variance(double[][] at) {
    Inputs.finite("ExactGp", "at", at);
    Expr inputs = Expr.constant(at);
    Expr white = factor.solveLower(kernel.matrix(Expr.constant(x), inputs));
    Expr own = Inputs.ones(at.length).times(kernel.diagonal(inputs));
    return Program.value(own.minus(white.square().sum(0)));
  }
}
