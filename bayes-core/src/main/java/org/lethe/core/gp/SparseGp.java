package org.lethe.core.gp;

import org.lethe.core.data.Checks;
import org.lethe.core.distribution.MultivariateNormal;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Program;
import org.lethe.core.expr.Shape;
import org.lethe.core.expr.ShapeException;

/**
 * A Gaussian process f known through its values at m inducing inputs Z. With K = L Lᵀ the kernel
 * matrix of Z (jitter added) and f(Z) = mean(Z) + L u, u ~ N(0, I) a priori (whitened), an input x
 * of kernel vector k_x and a = L⁻¹ k_x has
 *
 * <pre>f(x) | u ~ N(mean(x) + aᵀu, k(x, x) − |a|²)</pre>
 *
 * <p>Hensman, Matthews and Ghahramani, Scalable Variational Gaussian Process Classification, 2015.
 * Z may be constant or unknown. Where rows chose it, it is a channel through which they act, and
 * {@link InducingInputs} declare that with the fit; an unknown Z and unknown numbers of the kernel
 * are hyperparameters, which every fit declares.
 *
 * @param kernel k
 * @param inducing Z, [m × d]
 * @param mean of f
 * @param jitter added to the diagonal of K, as a fraction of its average, from 0 to 1. Where K then
 *     has no Cholesky factor, more is tried, by the hundredfold from 10⁻¹⁰ to 10⁻²; a program in
 *     which that is not enough throws {@link org.lethe.core.expr.NotPositiveDefiniteException},
 *     which names the fractions and the closest pair of inducing inputs
 */
public record SparseGp(Kernel kernel, Expr inducing, Mean mean, double jitter) {

  private static final double DEFAULT_JITTER = 1e-6;

  public SparseGp {
    Shape z = inducing.shape();
    if (z.rows() || z.rank() != 2) {
      throw new ShapeException("SparseGp: inducing inputs must be [m × d], got " + z);
    }
    if (Program.isKnown(inducing)) {
      Inputs.finite("SparseGp", "inducing", new double[][] {Program.value(inducing)});
    }
    Checks.inRange("SparseGp", "jitter", jitter, 0, 1);
  }

  /** Of mean 0 and jitter 10⁻⁶. */
  public static SparseGp of(Kernel kernel, Expr inducing) {
    return new SparseGp(kernel, inducing, Mean.zero(), DEFAULT_JITTER);
  }

  /** With another mean function. */
  public SparseGp mean(Mean other) {
    return new SparseGp(kernel, inducing, other, jitter);
  }

  /** With another jitter. */
  public SparseGp jitter(double other) {
    return new SparseGp(kernel, inducing, mean, other);
  }

  /** {@link #conditional(Expr, Expr)} of the process of mean 0 and jitter 10⁻⁶. */
  public static Expr conditional(Kernel kernel, Expr inducing, Expr u, Expr x) {
    return of(kernel, inducing).conditional(u, x);
  }

  /**
   * f(x) given u, with its own variance as {@link Expr#noise}: a row's predictor, for a response of
   * one number a row.
   *
   * @param u whitened values [m]
   * @param x [rows × d]
   * @return [rows]
   */
  public Expr conditional(Expr u, Expr x) {
    Expr a = weights(x);
    Expr own = kernel.diagonal(x).minus(a.square().sum(0)).max(Expr.constant(0));
    // its derivative must exist where an input is an inducing input and nothing is left open
    Expr sd = own.max(Expr.constant(Double.MIN_NORMAL)).sqrt();
    return mean(a, u, x).plus(sd.times(Expr.noise()));
  }

  /**
   * E[f(x) | u], the deterministic variant f = K_xu K⁻¹ f(Z) of Nguyen, Low and Jaillet 2020.
   *
   * @param u whitened values [m]
   * @param x [rows × d]
   * @return [rows]
   */
  public Expr projection(Expr u, Expr x) {
    return mean(weights(x), u, x);
  }

  /** The law of f(Z), for values that are not whitened. */
  public MultivariateNormal prior() {
    Expr centre = mean.at(inducing).plus(Expr.vector(new double[size()]));
    return MultivariateNormal.ofCholesky(centre, factor());
  }

  /** u = L⁻¹(f(Z) − mean(Z)). */
  public Expr whiten(Expr values) {
    return factor().solveLower(values.minus(mean.at(inducing)));
  }

  /** L, [m × m]. */
  public Expr factor() {
    return kernel.matrix(inducing, inducing).choleskyWithJitter(Inputs.ladder(jitter));
  }

  private Expr mean(Expr weights, Expr u, Expr x) {
    return weights.matmul(u).plus(mean.at(x));
  }

  /** a of each row, [rows × m]. */
  private Expr weights(Expr x) {
    if (!x.shape().rows()) {
      throw new ShapeException("SparseGp: inputs must be [rows × d], got " + x.shape());
    }
    return factor().solveLower(kernel.matrix(x, inducing));
  }

  private int size() {
    return inducing.shape().dim(0);
  }
}
