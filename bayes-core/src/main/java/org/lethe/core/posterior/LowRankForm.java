package org.lethe.core.posterior;

import java.util.Arrays;
import org.lethe.core.expr.Expr;

/**
 * Σ = S² + BBᵀ as expressions, S = diag(s), never formed: with A = S⁻¹B and C the Cholesky factor
 * of I + AᵀA [r × r], log|Σ| = 2 Σ log sᵢ + 2 Σ log Cᵢᵢ (matrix determinant lemma) and, after
 * Woodbury,
 *
 * <pre>vᵀΣ⁻¹v = |u − Ay|² + |y|²,  u = S⁻¹v,  y = C⁻ᵀC⁻¹Aᵀu,</pre>
 *
 * a sum of squares, so that nothing cancels however large B is.
 *
 * @param logScale log s, [d]
 * @param loadings B, [d × r], r at least 1
 */
public record LowRankForm(Expr logScale, Expr loadings) {

  private Expr inverseScale() {
    return logScale.negate().exp();
  }

  /** A = S⁻¹B. */
  private Expr standardised() {
    return loadings.times(inverseScale().reshape(loadings.shape().dim(0), 1));
  }

  private static Expr core(Expr a) {
    int r = a.shape().dim(1);
    double[] ones = new double[r];
    Arrays.fill(ones, 1);
    return a.transpose().matmul(a).plus(Expr.vector(ones).toDiagonal()).cholesky();
  }

  /** vᵀΣ⁻¹v for v [d]. */
  public Expr square(Expr v) {
    Expr a = standardised();
    Expr c = core(a);
    Expr u = v.times(inverseScale());
    Expr y = c.solveLowerTransposed(c.solveLower(a.transpose().matmul(u)));
    return u.minus(a.matmul(y)).square().sum(0).plus(y.square().sum(0));
  }

  /** ½ log|Σ|. */
  public Expr halfLogDeterminant() {
    return logScale.sum(0).plus(core(standardised()).diagonal().log().sum(0));
  }
}
