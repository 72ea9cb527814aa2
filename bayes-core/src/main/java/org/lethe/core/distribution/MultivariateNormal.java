package org.lethe.core.distribution;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;
import org.lethe.core.random.NormalQuantile;
import org.lethe.core.random.Uniforms;

/**
 * The multivariate normal distribution N(μ, LLᵀ), with L z = x − μ:
 *
 * <pre>log p(x) = −½ zᵀz − Σ log L_ii − (k/2) log 2π</pre>
 *
 * @param mean μ, [k] or [rows × k]; or [m × k], a mean for each of m independent vectors
 * @param factor L, lower triangular [k × k] with a positive diagonal; the same for every row
 */
public record MultivariateNormal(Expr mean, Expr factor) implements Distribution {

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  public MultivariateNormal {
    Shape m = mean.shape();
    Shape f = factor.shape();
    Checks.that(
        m.rank() == 1 || m.rank() == 2 && !m.rows(),
        "MultivariateNormal: mean must be a vector a row, or a matrix of them, got shape %s",
        m);
    int k = m.dim(m.rank() - 1);
    Checks.that(
        !f.rows() && f.rank() == 2 && f.dim(0) == k && f.dim(1) == k,
        "MultivariateNormal: covariance must be [%d × %d] as the mean is %s, got shape %s",
        k,
        k,
        m,
        f);
  }

  /**
   * @throws IllegalArgumentException unless the mean is finite and the covariance symmetric and
   *     positive definite
   */
  public static MultivariateNormal of(double[] mean, double[][] covariance) {
    return of(constantMean(mean), covariance);
  }

  /**
   * @throws IllegalArgumentException unless the covariance is symmetric and positive definite
   */
  public static MultivariateNormal of(Expr mean, double[][] covariance) {
    return new MultivariateNormal(
        mean, Expr.constant(CholeskyFactor.of("MultivariateNormal: covariance", covariance)));
  }

  /**
   * @param covariance Σ, [k × k], symmetric and positive definite
   * @throws IllegalArgumentException when the shapes do not fit
   */
  public static MultivariateNormal of(Expr mean, Expr covariance) {
    return new MultivariateNormal(mean, covariance.cholesky());
  }

  /**
   * @throws IllegalArgumentException unless the mean is finite and the precision symmetric and
   *     positive definite
   */
  public static MultivariateNormal ofPrecision(double[] mean, double[][] precision) {
    CholeskyFactor.of("MultivariateNormal: precision", precision);
    return ofPrecision(constantMean(mean), Expr.constant(precision));
  }

  /**
   * @param precision Σ⁻¹, [k × k], symmetric and positive definite
   * @throws IllegalArgumentException when the shapes do not fit
   */
  public static MultivariateNormal ofPrecision(Expr mean, Expr precision) {
    // the factor of the precision with its variables in reverse is that of the covariance, reversed
    Expr factor = reversed(precision).cholesky();
    Expr inverse = factor.solveLower(Expr.identity(factor.shape().dim(0)));
    return new MultivariateNormal(mean, reversed(inverse.transpose()));
  }

  /** The rows and columns of a square matrix from the last to the first. */
  private static Expr reversed(Expr matrix) {
    int k = matrix.shape().dim(0);
    Expr order = Expr.vector(IntStream.range(0, k).mapToDouble(i -> k - 1 - i).toArray());
    return matrix.gather(order).transpose().gather(order).transpose();
  }

  /**
   * @throws IllegalArgumentException unless the mean is finite and the factor lower triangular with
   *     a positive diagonal
   */
  public static MultivariateNormal ofCholesky(double[] mean, double[][] factor) {
    return new MultivariateNormal(
        constantMean(mean), Expr.constant(CholeskyFactor.checked(factor)));
  }

  /**
   * @param factor L with Σ = LLᵀ, [k × k]; what lies above its diagonal is not read
   * @throws IllegalArgumentException when the shapes do not fit
   */
  public static MultivariateNormal ofCholesky(Expr mean, Expr factor) {
    return new MultivariateNormal(mean, factor.tril());
  }

  /**
   * {@inheritDoc}
   *
   * @param value [k] or [rows × k]; or [m × k] of m independent ones
   * @return a scalar or [rows]; or [m]
   */
  @Override
  public Expr logDensity(Expr value) {
    return squaredDistance("MultivariateNormal", value).times(-0.5).minus(logVolume());
  }

  /** zᵀz, for each vector of a value. */
  Expr squaredDistance(String law, Expr value) {
    Shape shape = value.shape();
    boolean rows = shape.rows() || mean.shape().rows();
    boolean many = !rows && (shape.rank() == 2 || mean.shape().rank() == 2);
    Checks.that(
        (many && shape.rank() <= 2 || shape.rank() == 1)
            && shape.rank() > 0
            && shape.dim(shape.rank() - 1) == size(),
        "%s: value must be [%d] a row as the mean is, or so many independent ones, got shape %s",
        law,
        size(),
        shape);
    Expr difference = value.minus(mean);
    Expr z =
        rows || many
            ? difference.matmul(inverseFactor().transpose())
            : factor.solveLower(difference);
    return z.square().sum(many ? 1 : 0);
  }

  /** Σ log L_ii + (k/2) log 2π. */
  Expr logVolume() {
    return factor.diagonal().log().sum(0).plus(size() * HALF_LOG_TWO_PI);
  }

  @Override
  public Support support() {
    return Support.REAL;
  }

  /** The diagonal of the covariance, [k], whichever the vector. */
  @Override
  public Expr variance() {
    return factor.square().sum(1);
  }

  /** LLᵀ, [k × k]. */
  public Expr covariance() {
    return factor.matmul(factor.transpose());
  }

  @Override
  public Sampler sampler() {
    int k = size();
    return Sampler.whole(
        mean.shape().size(),
        List.of(mean, factor),
        (arguments, random, out) -> {
          for (int from = 0; from < out.length; from += k) {
            draw(arguments, random, out, from, k);
          }
        });
  }

  /** μ + Lz into k numbers of {@code out}; all μ and then L lie end to end. */
  static void draw(double[] arguments, Uniforms random, double[] out, int from, int k) {
    System.arraycopy(arguments, from, out, from, k);
    for (int j = 0; j < k; j++) {
      double z = NormalQuantile.of(random.next());
      for (int i = j; i < k; i++) {
        out[from + i] += arguments[out.length + i * k + j] * z;
      }
    }
  }

  @Override
  public Shape shape() {
    return mean.shape();
  }

  @Override
  public MultivariateNormal substitute(Map<Expr, Expr> replacements) {
    return new MultivariateNormal(mean.substitute(replacements), factor.substitute(replacements));
  }

  /** L⁻¹, once for all rows. */
  private Expr inverseFactor() {
    return factor.solveLower(Expr.identity(size()));
  }

  /** k. */
  int size() {
    return factor.shape().dim(0);
  }

  private static Expr constantMean(double[] mean) {
    for (double m : mean) {
      Checks.finite("MultivariateNormal", "mean", m);
    }
    return Expr.vector(mean);
  }
}
