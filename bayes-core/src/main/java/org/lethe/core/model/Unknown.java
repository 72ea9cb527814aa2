package org.lethe.core.model;

import java.util.Optional;
import org.lethe.core.distribution.Distribution;
import org.lethe.core.distribution.Support;
import org.lethe.core.expr.Expr;

/**
 * A parameter or hyperparameter as the body of a model declares it.
 *
 * @param name unique in its model
 * @param free the input that stands for its numbers on the real line while the body runs
 * @param value it itself, on its own scale
 * @param support where it lives
 * @param prior of a parameter; empty for a hyperparameter
 * @param start the free numbers that a hyperparameter starts from; empty for a parameter
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
record Unknown(
    String name,
    Expr free,
    Expr value,
    Support support,
    Optional<Distribution> prior,
    double[] start) {

  /** log p(value) + log |dg/du|, a scalar. */
  Expr logPrior() {
    Distribution law = prior.orElseThrow();
    return law.logDensity(value).sum().plus(support.logJacobian(free).sum());
  }
}
