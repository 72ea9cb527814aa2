package org.lethe.inference.sgmcmc;

/**
 * How a chain moves, given an estimate of the gradient and Gaussians: a pure step of (θ, memory),
 * carried out in place. Memory is what the dynamics carry besides θ, such as a momentum.
 */
public sealed interface Dynamics
    permits Langevin, PreconditionedLangevin, FrictionMomentum, NoseHooverThermostat {

  /** How many numbers the memory has for d parameters. */
  int memory(int d);

  /**
   * The memory of a chain that begins.
   *
   * @param eta the first step size
   * @param gaussians [d]
   * @param memory to be filled
   */
  void begin(double eta, double[] gaussians, double[] memory);

  /**
   * One step.
   *
   * @param eta the step size η
   * @param gradient ∇F̂(θ) [d]
   * @param gaussians of this step, d from {@code at} on
   * @param theta θ [d], moved
   * @param memory moved
   */
  void step(
      double eta, double[] gradient, double[] gaussians, int at, double[] theta, double[] memory);

  /**
   * By how much noise of variance V in a gradient component widens Var θ, to first order in η: the
   * excess over the variance without noise, as a fraction of it. Negative where more noise is
   * subtracted than there is.
   *
   * @param memory of the chain
   * @param i the component
   */
  double excess(double eta, double variance, double[] memory, int i);

  /**
   * What one step tells of E (θᵢ − c)∂ᵢF̂ − 1 in the chain's own stationary law, for whatever c. It
   * is 0 under the posterior, and the excess of Var θᵢ where that is normal; steps that are too
   * long and gradients that are noisy both make it larger. No gradient is needed for it but that of
   * the step, since a law that a step leaves as it is ties E θᵢ∂ᵢF̂ to the size of the step.
   *
   * @param root of it, see {@link #virialRoot}
   */
  default double virial(double root) {
    return root * root - virialOffset();
  }

  /**
   * u, of which {@link #virial} is uᵢ² − o. The mean of uuᵀ − oI is that of PΣ − I, as a symmetric
   * matrix, where the posterior is normal of precision P: a unit vector w that lies in its
   * narrowest direction is widened by (w·u)² − o.
   *
   * @param eta of the step
   * @param gradient of the step
   * @param memory after it
   * @param i the component
   */
  double virialRoot(double eta, double[] gradient, double[] memory, int i);

  /** o, see {@link #virialRoot}. */
  double virialOffset();

  /** Whether steps can narrow the law, other than by noise that is overcompensated. */
  default boolean narrows() {
    return false;
  }

  /** For about how many steps a momentum lasts, 0 without one. */
  default double memorySteps() {
    return 0;
  }
}
