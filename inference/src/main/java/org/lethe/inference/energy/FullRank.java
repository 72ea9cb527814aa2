package org.lethe.inference.energy;

import java.util.Arrays;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;

/** Any normal, λ = (m, packed lower triangle of L by rows with the log of its diagonal). */
record FullRank() implements Family {

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
      for (int j = 0; j <= i; j++, k++) {
        lower[i][j] = i == j ? Math.exp(lambda[k]) : lambda[k];
      }
    }
    double[] mean = frame.toTheta(Arrays.copyOf(lambda, d));
    return Gaussian.fullRank(model, mean, frame.spread().times(lower));
  }

  @Override
  public double[] lambda(Frame frame, GaussianPosterior posterior) {
    int d = frame.dimension();
    double[] lambda = Arrays.copyOf(frame.toFrame(posterior.mean()), size(d));
    Triangular lower = frame.spread().solve(Triangular.lower(posterior.factor()));
    for (int i = 0, k = d; i < d; i++) {
      for (int j = 0; j <= i; j++, k++) {
        lambda[k] = i == j ? Math.log(lower.entry(i, j)) : lower.entry(i, j);
      }
    }
    return lambda;
  }

  @Override
  public void check(Frame frame) {
    // every lower triangular frame leads from normals to normals
  }

  @Override
  public Expr mean(Expr lambda, int d) {
    return lambda.slice(0, d);
  }

  @Override
  public Expr spread(Expr lambda, Expr v) {
    return factor(lambda, dimension(v)).matmul(v);
  }

  @Override
  public Expr factor(Expr lambda, int d) {
    Expr packed = packed(lambda, d);
    Expr logs = packed.diagonal();
    return packed.plus(logs.exp().minus(logs).toDiagonal());
  }

  @Override
  public Expr whiten(Expr lambda, Expr v) {
    return factor(lambda, dimension(v)).solveLower(v);
  }

  @Override
  public Expr logDeterminant(Expr lambda, int d) {
    return packed(lambda, d).diagonal().sum(0);
  }

  @Override
  public Expr trace(Expr lambda, Frame frame) {
    return frame.spread().times(factor(lambda, frame.dimension())).square().sum();
  }

  private static Expr packed(Expr lambda, int d) {
    return Expr.lowerTriangular(lambda.slice(d, d + d * (d + 1) / 2), d);
  }

  private static int dimension(Expr v) {
    return v.shape().dims().get(0);
  }
}
