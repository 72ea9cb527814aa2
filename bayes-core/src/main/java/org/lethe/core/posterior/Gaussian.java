package org.lethe.core.posterior;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.lethe.core.data.Checks;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.random.RandomStream;

/** N(m, Σ) over the unconstrained parameters of a model: mean-field, low-rank or full rank. */
public final class Gaussian implements GaussianPosterior {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final Model model;
  private final Structure structure;
  private final double[] mean;
  private final Factor factor;

  Gaussian(Model model, Structure structure, double[] mean, Factor factor) {
    int d = model.dimension();
    Checks.that(
        mean.length == d && factor.size() == d,
        "Gaussian: mean and factor must have the %d dimensions of model %s, got %d and %d",
        d,
        model.name(),
        mean.length,
        factor.size());
    for (double m : mean) {
      Checks.finite("Gaussian", "mean", m);
    }
    this.model = model;
    this.structure = structure;
    this.mean = mean.clone();
    this.factor = factor;
  }

  /**
   * Independent components.
   *
   * @param mean m [d]
   * @param sd s [d], positive
   */
  public static Gaussian meanField(Model model, double[] mean, double[] sd) {
    return new Gaussian(model, Structure.DIAGONAL, mean, new Factor.Diagonal(sd));
  }

  /**
   * Any covariance, by its factor.
   *
   * @param mean m [d]
   * @param factor lower triangular L [d × d] with positive diagonal
   */
  public static Gaussian fullRank(Model model, double[] mean, double[][] factor) {
    return new Gaussian(model, Structure.DENSE, mean, new Factor.Dense(factor));
  }

  /**
   * Any covariance Σ, factored by Cholesky.
   *
   * @param mean m [d]
   * @param covariance Σ [d × d], of which the lower triangle is read
   * @throws IllegalArgumentException if Σ is not positive definite
   */
  public static Gaussian ofCovariance(Model model, double[] mean, double[][] covariance) {
    return fullRank(model, mean, cholesky(covariance));
  }

  /**
   * Few common directions: the covariance diag(s²) + BBᵀ.
   *
   * @param mean m [d]
   * @param scale s [d], positive
   * @param loadings B [d × r], r at least 1
   */
  public static Gaussian lowRank(Model model, double[] mean, double[] scale, double[][] loadings) {
    return new Gaussian(model, Structure.LOW_RANK, mean, new LowRank(scale, loadings));
  }

  static double[][] cholesky(double[][] covariance) {
    int d = covariance.length;
    DMatrixRMaj symmetric = new DMatrixRMaj(d, d);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        // the decomposition reads the upper triangle
        symmetric.set(j, i, covariance[i][j]);
        symmetric.set(i, j, covariance[i][j]);
      }
    }
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(d, true);
    Checks.that(
        cholesky.decompose(symmetric),
        "Gaussian: covariance must be positive definite, got one that has no Cholesky factor");
    DMatrixRMaj lower = cholesky.getT(new DMatrixRMaj(d, d));
    double[][] factor = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        factor[i][j] = lower.get(i, j);
      }
    }
    return factor;
  }

  /**
   * From variational parameters in the layout of {@link Structure}.
   *
   * @param lambda 2d, d(2 + r) or d + d(d+1)/2 numbers
   */
  public static Gaussian ofLambda(Model model, Structure structure, double[] lambda) {
    int d = model.dimension();
    int packedSize = packedSize(structure, d, lambda.length - d);
    Checks.that(
        lambda.length == d + packedSize,
        "Gaussian: lambda must have %d numbers for a %s covariance, got %d",
        d + packedSize,
        structure,
        lambda.length);
    double[] packed = Arrays.copyOfRange(lambda, d, lambda.length);
    onDiagonal(structure, d, packed, true);
    return new Gaussian(
        model, structure, Arrays.copyOf(lambda, d), Factor.unpacked(structure, packed, d));
  }

  /** How many numbers a factor takes: the nearest to {@code given} of which it can be made. */
  static int packedSize(Structure structure, int d, int given) {
    return switch (structure) {
      case DIAGONAL -> d;
      case LOW_RANK -> d * Math.max(2, given / d);
      case DENSE -> d * (d + 1) / 2;
    };
  }

  @Override
  public double[] lambda() {
    double[] packed = factor.packed();
    onDiagonal(structure, mean.length, packed, false);
    return Factor.joined(mean, packed);
  }

  private static void onDiagonal(Structure structure, int d, double[] packed, boolean exp) {
    int at = 0;
    for (int i = 0; i < d; i++) {
      packed[at] = exp ? Math.exp(packed[at]) : Math.log(packed[at]);
      at += structure == Structure.DENSE ? i + 2 : 1;
    }
  }

  @Override
  public double logDensity(double[] theta) {
    Checks.that(
        theta.length == mean.length,
        "Gaussian.logDensity: theta must have %d numbers, got %d",
        mean.length,
        theta.length);
    double[] shift = new double[mean.length];
    Arrays.setAll(shift, i -> theta[i] - mean[i]);
    return logMode() - factor.square(shift) / 2;
  }

  @Override
  public Expr logDensity(Expr theta) {
    Expr square = factor.square(theta.minus(Expr.vector(mean)));
    return square.times(-0.5).plus(logMode());
  }

  /** log q(m) = −(d/2) log 2π − ½ log |Σ|. */
  @Override
  public double logMode() {
    return -mean.length * LOG_TWO_PI / 2 - factor.logDeterminant();
  }

  @Override
  public double kl(GaussianPosterior other) {
    return GaussianKl.of(this, other);
  }

  @Override
  public double[][] draw(int n, RandomStream random) {
    int d = mean.length;
    double[] z = new double[Math.multiplyExact(n, factor.noise())];
    random.gaussians(z, 0, z.length);
    double[][] draws = new double[n][d];
    for (int i = 0; i < n; i++) {
      factor.multiply(z, i * factor.noise(), draws[i]);
      for (int j = 0; j < d; j++) {
        draws[i][j] += mean[j];
      }
    }
    return draws;
  }

  /**
   * Closed form for parameters on the real and the positive line, 4000 draws for other quantities.
   */
  @Override
  public Summary summary() {
    return GaussianSummary.of(this);
  }

  @Override
  public Prediction predict(Table newRows) {
    return Predictive.of(this, newRows);
  }

  @Override
  public Model model() {
    return model;
  }

  @Override
  public Structure structure() {
    return structure;
  }

  @Override
  public double[] mean() {
    return mean.clone();
  }

  @Override
  public double[] sd() {
    return factor.sd();
  }

  @Override
  public double[][] factor() {
    return factor.dense();
  }

  @Override
  public double[][] covariance() {
    return factor.covariance();
  }

  @Override
  public double[][] loadings() {
    return factor instanceof LowRank low ? low.loadings() : GaussianPosterior.super.loadings();
  }

  /** The elements of the factor that are not zero by structure, row by row. */
  double[] packedFactor() {
    return factor.packed();
  }
}
