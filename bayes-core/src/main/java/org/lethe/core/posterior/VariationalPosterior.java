package org.lethe.core.posterior;

import org.lethe.core.expr.Expr;

/**
 * A posterior with a density that can be evaluated and differentiated: a member q_λ of a parametric
 * family.
 */
public interface VariationalPosterior extends Posterior {
  /** The variational parameters λ, in the layout of the family. */
  double[] lambda();

  /** log q(θ), normalised, at a point θ [d] on the unconstrained scale. */
  double logDensity(double[] theta);

  /** log q(θ) as an expression in θ [d], with λ as constants. */
  Expr logDensity(Expr theta);

  /** The largest value of log q. */
  double logMode();

  /**
   * |ε|² of the standard normal ε that a draw θ is made from, which is χ²_d under q: how far out θ
   * lies. For a Gaussian it is 2(log max q − log q(θ)).
   */
  default double squaredRadius(double[] theta) {
    return 2 * (logMode() - logDensity(theta));
  }

  /** The same as an expression in θ [d], with λ as constants. */
  default Expr squaredRadius(Expr theta) {
    return logDensity(theta).minus(logMode()).times(-2);
  }
}
