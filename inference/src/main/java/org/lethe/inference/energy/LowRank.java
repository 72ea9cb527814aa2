package org.lethe.inference.energy;

import java.util.Arrays;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.LowRankForm;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * Normals of covariance diag(s²) + BBᵀ, B [d × r] (Ong, Nott and Smith 2018, Gaussian variational
 * approximation with a factor covariance structure): λ = (m, log s, rows of B, of which the i-th
 * has its first i numbers, i ≤ r). Every BBᵀ has such a B, and a B that could be turned would leave
 * the energy flat in its rotations.
 */
record LowRank(int rank) implements GaussianFamily {

  /** B = 0 would be a saddle of the energy. */
  private static final double FIRST_LOADING = 0.1;

  LowRank {
    Checks.positive("Family", "rank", rank);
  }

  @Override
  public String name() {
    return "low-rank " + rank;
  }

  @Override
  public int size(int d) {
    check(d);
    return 2 * d + d * rank - rank * (rank - 1) / 2;
  }

  @Override
  public int noise(int d) {
    return d + rank;
  }

  private void check(int d) {
    Checks.that(
        rank <= d,
        "Family: rank must be at most the model's %d parameters, got %d; use full-rank",
        d,
        rank);
  }

  /** Where the row of B starts in λ. */
  private int row(int d, int i) {
    int whole = Math.max(0, i - rank);
    int some = i - whole;
    return 2 * d + some * (some + 1) / 2 + whole * rank;
  }

  private int length(int i) {
    return Math.min(i + 1, rank);
  }

  @Override
  public double[] start(int d) {
    double[] lambda = new double[size(d)];
    RandomStream.of(rank).at(0, Purpose.FREE).gaussians(lambda, 2 * d, lambda.length);
    for (int i = 2 * d; i < lambda.length; i++) {
      lambda[i] *= FIRST_LOADING;
    }
    return lambda;
  }

  @Override
  public GaussianPosterior posterior(Model model, Frame frame, double[] lambda) {
    int d = frame.dimension();
    double[] scale = frame.spread().diagonal();
    double[][] loadings = new double[d][rank];
    double[] own = new double[d];
    for (int i = 0; i < d; i++) {
      own[i] = scale[i] * Math.exp(lambda[d + i]);
      for (int k = 0; k < length(i); k++) {
        loadings[i][k] = scale[i] * lambda[row(d, i) + k];
      }
    }
    return Gaussian.lowRank(model, frame.toTheta(Arrays.copyOf(lambda, d)), own, loadings);
  }

  @Override
  public double[] lambda(double[] mean, double[][] factor) {
    FactorAnalysis analysis = FactorAnalysis.of(factor, rank);
    double[] logs = Arrays.stream(analysis.scale()).map(Math::log).toArray();
    return lambda(mean, logs, analysis.loadings());
  }

  @Override
  public double[] lambda(Frame frame, GaussianPosterior posterior) {
    check(frame);
    int d = frame.dimension();
    double[] scale = frame.spread().diagonal();
    double[] logs = Arrays.copyOfRange(posterior.lambda(), d, 2 * d);
    double[][] loadings = posterior.loadings();
    Checks.that(
        loadings[0].length == rank,
        "Family: a posterior of rank %d must have as many loadings, got %d",
        rank,
        loadings[0].length);
    for (int i = 0; i < d; i++) {
      logs[i] -= Math.log(scale[i]);
      for (int k = 0; k < rank; k++) {
        loadings[i][k] /= scale[i];
      }
    }
    return lambda(frame.toFrame(posterior.mean()), logs, loadings);
  }

  private double[] lambda(double[] mean, double[] logs, double[][] loadings) {
    int d = mean.length;
    double[] lambda = Arrays.copyOf(mean, size(d));
    System.arraycopy(logs, 0, lambda, d, d);
    double[][] turned = FactorAnalysis.turned(loadings);
    for (int i = 0; i < d; i++) {
      System.arraycopy(turned[i], 0, lambda, row(d, i), length(i));
    }
    return lambda;
  }

  @Override
  public void check(Frame frame) {
    if (!frame.isDiagonal()) {
      throw new IllegalArgumentException(
          "Family: a low-rank posterior needs a diagonal frame, got a lower triangular one");
    }
  }

  @Override
  public boolean startsNear() {
    return true;
  }

  @Override
  public double[] start(double[][] near) {
    return lambda(new double[near.length], near);
  }

  /** Means and standard deviations. */
  @Override
  public Frame frame(GaussianPosterior posterior) {
    return Frame.diagonal(posterior.mean(), posterior.sd());
  }

  @Override
  public boolean isLogScale(int i, int d) {
    return i >= d && i < 2 * d;
  }

  @Override
  public Expr mean(Expr lambda, int d) {
    return lambda.slice(0, d);
  }

  @Override
  public Expr spread(Expr lambda, Expr v) {
    int d = v.shape().size() - rank;
    Expr common = loadings(lambda, d).matmul(v.slice(d, d + rank));
    return logScale(lambda, d).exp().times(v.slice(0, d)).plus(common);
  }

  /** diag(s) beside B. */
  @Override
  public Expr factor(Expr lambda, int d) {
    Expr own = logScale(lambda, d).exp().toDiagonal();
    Expr turned = loadings(lambda, d).transpose();
    return Expr.concat(own.reshape(d * d), turned.reshape(rank * d))
        .reshape(d + rank, d)
        .transpose();
  }

  @Override
  public Expr square(Expr lambda, Expr v) {
    return form(lambda, v.shape().size()).square(v);
  }

  @Override
  public Expr logDeterminant(Expr lambda, int d) {
    return form(lambda, d).halfLogDeterminant();
  }

  @Override
  public Expr trace(Expr lambda, Frame frame) {
    int d = frame.dimension();
    Expr own =
        logScale(lambda, d)
            .times(2)
            .exp()
            .times(Expr.vector(frame.spread().columnSquares()))
            .sum(0);
    return own.plus(frame.spread().times(loadings(lambda, d)).square().sum());
  }

  private LowRankForm form(Expr lambda, int d) {
    return new LowRankForm(logScale(lambda, d), loadings(lambda, d));
  }

  private static Expr logScale(Expr lambda, int d) {
    return lambda.slice(d, 2 * d);
  }

  /** B, its zeros gathered from a zero behind λ. */
  private Expr loadings(Expr lambda, int d) {
    double[] index = new double[d * rank];
    for (int i = 0; i < d; i++) {
      for (int k = 0; k < rank; k++) {
        index[i * rank + k] = k < length(i) ? row(d, i) + k : size(d);
      }
    }
    return Expr.concat(lambda, Expr.vector(0)).gather(Expr.vector(index)).reshape(d, rank);
  }
}
