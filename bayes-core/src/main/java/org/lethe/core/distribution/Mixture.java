package org.lethe.core.distribution;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lethe.core.data.Checks;
import org.lethe.core.expr.Expr;
import org.lethe.core.random.Uniforms;

/**
 * A mixture, p(x) = Σ_k w_k p_k(x): a row comes from one of K components, and which one is summed
 * out. The sum is taken on the log scale, so that a row far from every component keeps a finite log
 * density and a gradient.
 *
 * <p>Components are exchangeable: swapping two of them, with their weights, changes nothing. Where
 * the prior is exchangeable too, so is the posterior, and only quantities that do not depend on the
 * order of the components mean anything when chains or fits are compared.
 */
public sealed interface Mixture extends Distribution permits GaussianComponents, AnyComponents {

  /** log w_k, [K] or [rows × K], normalised. */
  Expr logWeights();

  /**
   * log w_k + log p_k(value) for each component, [K] or [rows × K].
   *
   * @param value one draw: of {@link #shape}, with or without rows
   */
  Expr logJoint(Expr value);

  @Override
  default Expr logDensity(Expr value) {
    return logJoint(value).logSumExp(0);
  }

  /**
   * The probability that the value comes from each component, w_k p_k(x) / p(x), [K] or [rows × K].
   */
  default Expr responsibilities(Expr value) {
    return logJoint(value).softmax(0);
  }

  /** K. */
  default int components() {
    return logWeights().shape().size();
  }

  /**
   * Normal components of identity covariance.
   *
   * @param weights [K], not negative; they are divided by their sum
   * @param means m_k, [K × d]
   * @throws IllegalArgumentException when the shapes do not fit
   */
  static Mixture ofGaussians(Expr weights, Expr means) {
    return new GaussianComponents(normalised(logs(weights)), means, Optional.empty());
  }

  /**
   * Normal components of diagonal covariance.
   *
   * @param weights [K], not negative; they are divided by their sum
   * @param means m_k, [K × d]
   * @param sds positive; a scalar for all, [K × 1] one a component, [K × d] one a component and
   *     dimension, or [1 × d]
   * @throws IllegalArgumentException when the shapes do not fit
   */
  static Mixture ofGaussians(Expr weights, Expr means, Expr sds) {
    return new GaussianComponents(normalised(logs(weights)), means, Optional.of(sds));
  }

  /**
   * Normal components of identity covariance and w = softmax(logits), for weights that are unknown.
   *
   * @param logits [K]; adding a number to all of them changes nothing
   * @throws IllegalArgumentException when the shapes do not fit
   */
  static Mixture ofGaussiansByLogits(Expr logits, Expr means) {
    return new GaussianComponents(normalised(logits), means, Optional.empty());
  }

  /**
   * Normal components of diagonal covariance and w = softmax(logits).
   *
   * @param logits [K]
   * @param sds as {@link #ofGaussians(Expr, Expr, Expr)}
   * @throws IllegalArgumentException when the shapes do not fit
   */
  static Mixture ofGaussiansByLogits(Expr logits, Expr means, Expr sds) {
    return new GaussianComponents(normalised(logits), means, Optional.of(sds));
  }

  /**
   * Normal components of identity covariance, their weights known.
   *
   * @throws IllegalArgumentException unless the weights are positive and finite
   */
  static Mixture ofGaussians(double[] weights, Expr means) {
    return ofGaussians(known(weights), means);
  }

  /**
   * Components of any law, all of one shape and support: univariate ones, such as two of counts, or
   * multivariate ones of the same dimension.
   *
   * @param weights [K], not negative; they are divided by their sum
   * @throws IllegalArgumentException when shapes or supports differ
   */
  static Mixture of(Expr weights, List<? extends Distribution> components) {
    return new AnyComponents(normalised(logs(weights)), List.copyOf(components));
  }

  /**
   * {@link #of(Expr, List)} with known weights.
   *
   * @throws IllegalArgumentException also unless the weights are positive and finite
   */
  static Mixture of(double[] weights, List<? extends Distribution> components) {
    return of(known(weights), components);
  }

  private static Expr logs(Expr weights) {
    Arguments.notNegative("Mixture", "weights", weights);
    vector(weights);
    Arguments.someWeight("Mixture", weights);
    return weights.log();
  }

  private static void vector(Expr weights) {
    Checks.that(
        weights.shape().rank() == 1 && weights.shape().size() > 0,
        "Mixture: weights must be a vector of at least 1, got shape %s",
        weights.shape());
  }

  private static Expr normalised(Expr logits) {
    vector(logits);
    return logits.minus(logits.logSumExp(0).reshape(1));
  }

  /** The index of a component, drawn by the first K of these numbers, log w. */
  static int component(double[] logWeights, int components, Uniforms random) {
    double u = random.next();
    double below = Math.exp(logWeights[0]);
    int k = 0;
    while (u > below && k < components - 1) {
      below += Math.exp(logWeights[++k]);
    }
    return k;
  }

  private static Expr known(double[] weights) {
    Arrays.stream(weights).forEach(w -> Checks.positiveFinite("Mixture", "weight", w));
    return Expr.vector(weights);
  }
}
