package org.lethe.core.posterior;

import org.lethe.core.data.Table;
import org.lethe.core.model.Model;
import org.lethe.core.random.RandomStream;

/**
 * A distribution over the parameters of a model, given rows that it no longer needs. Immutable; the
 * same call gives the same bits every time.
 */
public interface Posterior {
  /** The model whose parameters this is a distribution of. */
  Model model();

  /** Location and spread of the model's named quantities, on their own (constrained) scale. */
  Summary summary();

  /**
   * The posterior predictive distribution of each row, p(y | x) = ∫ p(y | x, θ) q(θ) dθ.
   *
   * @param newRows rows under the schema of the model; the response may be absent, and then only
   *     {@link Prediction#logScore()} is refused
   */
  Prediction predict(Table newRows);

  /**
   * Independent draws of θ on the unconstrained scale, [n × d]. The first k of n draws are the k
   * draws that the same stream gives.
   *
   * @param random addresses the draws
   */
  double[][] draw(int n, RandomStream random);
}
