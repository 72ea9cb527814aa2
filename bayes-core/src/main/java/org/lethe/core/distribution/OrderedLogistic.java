package org.lethe.core.distribution;

import java.util.Map;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Shape;

/**
 * Which of the K intervals between ordered cutpoints c₁ &lt; … &lt; c_{K−1} holds a logistic
 * variable around η: P(k) = sigmoid(c_{k+1} − η) − sigmoid(c_k − η) for k = 0…K−1 with c₀ = −∞ and
 * c_K = ∞, computed as
 *
 * <pre>
 * log P(k) = log sigmoid(b) + log sigmoid(−a) + log(1 − e^(a−b)),  a = c_k − η, b = c_{k+1} − η
 * </pre>
 *
 * @param location η, a scalar or [rows]
 * @param cutpoints c, [K − 1] in increasing order, the same for every row
 */
public record OrderedLogistic(Expr location, Expr cutpoints) implements Discrete {

  public OrderedLogistic {
    Cutpoints.check("OrderedLogistic", location, cutpoints);
  }

  /**
   * @throws IllegalArgumentException unless the location is one number a row and the cutpoints are
   *     a vector without rows, and if they plainly need not increase, as a parameter that is not of
   *     {@link Support#ORDERED}
   */
  public static OrderedLogistic of(Expr location, Expr cutpoints) {
    return new OrderedLogistic(location, cutpoints);
  }

  /**
   * @throws IllegalArgumentException unless the cutpoints are finite and increase
   */
  public static OrderedLogistic of(Expr location, double... cutpoints) {
    return new OrderedLogistic(location, Cutpoints.of("OrderedLogistic", cutpoints));
  }

  @Override
  public Expr logDensity(Expr value) {
    return Cutpoints.pick("OrderedLogistic", value, logProbabilities());
  }

  @Override
  public Expr probabilities() {
    return logProbabilities().exp();
  }

  @Override
  public int outcomes() {
    return cutpoints.shape().size() + 1;
  }

  /** One outcome: a scalar, or [rows]. */
  @Override
  public Shape shape() {
    return location.shape();
  }

  @Override
  public OrderedLogistic substitute(Map<Expr, Expr> replacements) {
    return new OrderedLogistic(
        location.substitute(replacements), cutpoints.substitute(replacements));
  }

  private Expr logProbabilities() {
    Expr lower = Expr.concat(Expr.constant(Double.NEGATIVE_INFINITY), cutpoints);
    Expr upper = Expr.concat(cutpoints, Expr.constant(Double.POSITIVE_INFINITY));
    Expr tails = upper.minus(location).logSigmoid().plus(location.minus(lower).logSigmoid());
    return tails.plus(LogProbability.complement(upper.minus(lower)));
  }
}
