package org.lethe.inference.energy;

import java.util.Arrays;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;

/** Independent normals, λ = (m, log s). */
record MeanField() implements GaussianFamily {

  @Override
  public String name() {
    return "mean-field";
  }

  @Override
  public int size(int d) {
    return 2 * d;
  }

  @Override
  public GaussianPosterior posterior(Model model, Frame frame, double[] lambda) {
    int d = frame.dimension();
    double[] m = Arrays.copyOf(lambda, d);
    double[] sd = frame.spread().diagonal();
    for (int i = 0; i < d; i++) {
      sd[i] *= Math.exp(lambda[d + i]);
    }
    return Gaussian.meanField(model, frame.toTheta(m), sd);
  }

  @Override
  public double[] lambda(double[] mean, double[][] factor) {
    int d = mean.length;
    double[] lambda = Arrays.copyOf(mean, size(d));
    for (int i = 0; i < d; i++) {
      lambda[d + i] = Math.log(factor[i][i]);
    }
    return lambda;
  }

  @Override
  public double[] lambda(Frame frame, GaussianPosterior posterior) {
    check(frame);
    double[] scale = frame.spread().diagonal();
    double[][] factor = posterior.factor();
    for (int i = 0; i < scale.length; i++) {
      factor[i][i] /= scale[i];
    }
    return lambda(frame.toFrame(posterior.mean()), factor);
  }

  @Override
  public void check(Frame frame) {
    if (!frame.isDiagonal()) {
      throw new IllegalArgumentException(
          "Family: a mean-field posterior needs a diagonal frame, got a lower triangular one");
    }
  }

  @Override
  public boolean isLogScale(int i, int d) {
    return i >= d;
  }

  @Override
  public Expr mean(Expr lambda, int d) {
    return lambda.slice(0, d);
  }

  @Override
  public Expr spread(Expr lambda, Expr v) {
    return scale(lambda, size(v)).times(v);
  }

  @Override
  public Expr factor(Expr lambda, int d) {
    return scale(lambda, d).toDiagonal();
  }

  @Override
  public Expr square(Expr lambda, Expr v) {
    return v.times(logScale(lambda, size(v)).negate().exp()).square().sum(0);
  }

  @Override
  public Expr logDeterminant(Expr lambda, int d) {
    return logScale(lambda, d).sum(0);
  }

  @Override
  public Expr trace(Expr lambda, Frame frame) {
    return scale(lambda, frame.dimension())
        .square()
        .times(Expr.vector(frame.spread().columnSquares()))
        .sum(0);
  }

  private static Expr scale(Expr lambda, int d) {
    return logScale(lambda, d).exp();
  }

  private static Expr logScale(Expr lambda, int d) {
    return lambda.slice(d, 2 * d);
  }

  private static int size(Expr v) {
    return v.shape().dims().get(0);
  }
}
