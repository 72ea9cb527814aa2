package org.lethe.inference.energy;

import java.util.Arrays;
import org.lethe.core.expr.Device;
import org.lethe.core.model.Model;
import org.lethe.core.random.RandomStream;

/**
 * An energy a·f(γ) + Σᵢ wᵢ h(γ, zᵢ) over rows: all that an engine or a forgetting method may see of
 * a model. Not thread-safe; the buffers of its programs are allocated once.
 */
public interface EnergyFunction extends AutoCloseable {

  /**
   * γ = θ, the model's unconstrained parameters: h = −log p(z | θ), f = −log p(θ).
   *
   * @throws IllegalArgumentException when the model has hyperparameters that are not known, or
   *     couples rows that it has not met; and from each call, when it couples rows and the batch is
   *     not all of them
   */
  static EnergyFunction of(Model model, Device device) {
    return ParameterEnergy.of(model, device);
  }

  /**
   * γ = θ with the Fisher information of the rows in place of their Hessians, which weights above 0
   * never make indefinite: the generalised Gauss–Newton matrix.
   *
   * @throws IllegalArgumentException also when an observation is neither normal nor Poisson nor of
   *     finitely many outcomes
   */
  static EnergyFunction gaussNewton(Model model, Device device) {
    return GaussNewtonEnergy.of(model, device);
  }

  /**
   * γ = λ, in coordinates where λ = 0 is the standard normal, with the model's prior; where the
   * model has hyperparameters that are not known, γ = (λ, η).
   */
  static EnergyFunction variational(Model model, Family<?> family, Expectation how, Device device) {
    return VariationalEnergy.of(model, family).expectation(how).on(device);
  }

  /** The length of γ. */
  int dimension();

  /**
   * The energy. The noise addresses the draws behind it, so that value, gradient and Hessian
   * product at one address belong to one function of γ; an energy without draws ignores it.
   *
   * @param gamma [dimension]
   * @param a weight of the part f that does not depend on rows
   */
  double value(double[] gamma, double a, Batch batch, RandomStream noise);

  /** The energy, and its gradient into {@code out} [dimension]. */
  double gradient(double[] gamma, double a, Batch batch, RandomStream noise, double[] out);

  /**
   * The energies at two points into {@code values}, with their gradients into {@code out} [2 ×
   * dimension], each to the bits of {@link #gradient}.
   */
  default void gradients(
      double[][] two, double a, Batch batch, RandomStream noise, double[] values, double[][] out) {
    for (int p = 0; p < two.length; p++) {
      values[p] = gradient(two[p], a, batch, noise, out[p]);
    }
  }

  /** Whether {@link #gradients} costs less than its two points one after the other. */
  default boolean sharesRows() {
    return false;
  }

  /** The gradient alone, into {@code out} [dimension]. */
  default void slope(double[] gamma, double a, Batch batch, RandomStream noise, double[] out) {
    gradient(gamma, a, batch, noise, out);
  }

  /**
   * The gradient at {@code gamma} less that at {@code anchor}, into {@code out} [dimension]: what a
   * control variate needs of a minibatch.
   */
  default void slopeDifference(
      double[] gamma, double[] anchor, double a, Batch batch, RandomStream noise, double[] out) {
    double[] there = new double[dimension()];
    slope(anchor, a, batch, noise, there);
    slope(gamma, a, batch, noise, out);
    for (int i = 0; i < out.length; i++) {
      out[i] -= there[i];
    }
  }

  /** The product of the energy's Hessian and {@code v} into {@code out} [dimension]. */
  void hessianVector(
      double[] gamma, double a, Batch batch, RandomStream noise, double[] v, double[] out);

  /** The energy at each of many points [points × dimension], all at one noise address. */
  default double[] values(double[][] points, double a, Batch batch, RandomStream noise) {
    double[] out = new double[points.length];
    for (int s = 0; s < points.length; s++) {
      out[s] = value(points[s], a, batch, noise);
    }
    return out;
  }

  /** The gradient averaged over points under weights that sum to 1, into {@code out}. */
  default void meanGradient(
      double[][] points, double[] weight, double a, Batch batch, RandomStream noise, double[] out) {
    double[] one = new double[out.length];
    Arrays.fill(out, 0);
    for (int s = 0; s < points.length; s++) {
      gradient(points[s], a, batch, noise, one);
      for (int i = 0; i < out.length; i++) {
        out[i] += weight[s] * one[i];
      }
    }
  }

  /** The Hessian product averaged over points under weights that sum to 1, into {@code out}. */
  default void meanHessianVector(
      double[][] points,
      double[] weight,
      double a,
      Batch batch,
      RandomStream noise,
      double[] v,
      double[] out) {
    double[] one = new double[out.length];
    Arrays.fill(out, 0);
    for (int s = 0; s < points.length; s++) {
      hessianVector(points[s], a, batch, noise, v, one);
      for (int i = 0; i < out.length; i++) {
        out[i] += weight[s] * one[i];
      }
    }
  }

  /** Whether the energy depends on the noise address. */
  default boolean isNoisy() {
    return false;
  }

  /** How often one call evaluates each row: the number of draws, 1 without draws. */
  default int draws() {
    return 1;
  }

  /** Releases the buffers. */
  @Override
  void close();
}
