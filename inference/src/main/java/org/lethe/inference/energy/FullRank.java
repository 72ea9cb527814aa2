package org.lethe.inference.energy;

import java.util.Arrays;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;

/**
 * Any normal, L = diag(s)·U with U unit lower triangular, λ = (m, packed lower triangle by rows
 * with log sᵢ on the diagonal and Uᵢⱼ below it). Elements of U are free of scale, so one step size
 * suits them all.
 */
record FullRank() implements GaussianFamily {

  @Override
  public String name() {
    return "full-rank";
  }

  @Override
  public int size(int d) {
    return d + d * (d + 1) / 2;
  }

  @Override
  public GaussianPosterior posterior(Model model, Frame frame, double[] lambda) {
    int d = frame.dimension();
    double[][] lower = new double[d][d];
    for (int i = 0, k = d; i < d; i++) {
      double scale = Math.exp(lambda[k + i]);
      for (int j = 0; j <= i; j++, k++) {
        lower[i][j] = i == j ? scale : scale * lambda[k];
      }
    }
    double[] mean = frame.toTheta(Arrays.copyOf(lambda, d));
    return Gaussian.fullRank(model, mean, frame.spread().times(lower));
  }

  @Override
  public double[] lambda(double[] mean, double[][] factor) {
    int d = mean.length;
    double[] lambda = Arrays.copyOf(mean, size(d));
    for (int i = 0, k = d; i < d; i++) {
      double scale = factor[i][i];
      for (int j = 0; j <= i; j++, k++) {
        lambda[k] = i == j ? Math.log(scale) : factor[i][j] / scale;
      }
    }
    return lambda;
  }

  @Override
  public double[] lambda(Frame frame, GaussianPosterior posterior) {
    return lambda(frame.toFrame(posterior.mean()), frame.within(posterior.factor()));
  }

  @Override
  public boolean isDense() {
    return true;
  }

  @Override
  public void check(Frame frame) {
    // every lower triangular frame leads from normals to normals
  }

  @Override
  public boolean isLogScale(int i, int d) {
    int packed = i - d;
    int row = (int) ((Math.sqrt(8.0 * packed + 1) - 1) / 2);
    return packed >= 0 && packed == row * (row + 3) / 2;
  }

  @Override
  public Expr mean(Expr lambda, int d) {
    return lambda.slice(0, d);
  }

  @Override
  public Expr spread(Expr lambda, Expr v) {
    int d = dimension(v);
    return v.plus(below(lambda, d).matmul(v)).times(logScale(lambda, d).exp());
  }

  @Override
  public Expr factor(Expr lambda, int d) {
    double[] ones = new double[d];
    Arrays.fill(ones, 1);
    Expr unit = below(lambda, d).plus(Expr.vector(ones).toDiagonal());
    return unit.times(logScale(lambda, d).exp().reshape(d, 1));
  }

  @Override
  public Expr square(Expr lambda, Expr v) {
    return factor(lambda, dimension(v)).solveLower(v).square().sum(0);
  }

  @Override
  public Expr logDeterminant(Expr lambda, int d) {
    return logScale(lambda, d).sum(0);
  }

  @Override
  public Expr trace(Expr lambda, Frame frame) {
    int d = frame.dimension();
    if (!frame.isDiagonal()) {
      return frame.spread().times(factor(lambda, d)).square().sum();
    }
    Expr rows = below(lambda, d).square().sum(1).plus(1);
    Expr scale = logScale(lambda, d).exp().times(Expr.vector(frame.spread().diagonal()));
    return rows.times(scale.square()).sum(0);
  }

  /** U − I [d × d]. */
  private static Expr below(Expr lambda, int d) {
    return packed(lambda, d).tril(-1);
  }

  /** log s [d]. */
  private static Expr logScale(Expr lambda, int d) {
    return packed(lambda, d).diagonal();
  }

  private static Expr packed(Expr lambda, int d) {
    return Expr.lowerTriangular(lambda.slice(d, d + d * (d + 1) / 2), d);
  }

  private static int dimension(Expr v) {
    return v.shape().dims().get(0);
  }
}
