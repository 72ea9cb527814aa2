package org.lethe.inference.sgmcmc;

import org.lethe.core.data.Checks;

/**
 * Langevin dynamics in the metric of RMSprop (Li, Chen, Carlson and Carin 2016, Preconditioned
 * stochastic gradient Langevin dynamics for deep neural networks): V ← ρV + (1 − ρ)∇F̂∘∇F̂, G =
 * 1/(λ + √V̂), θ ← θ − η G∘∇F̂ + N(0, 2η diag G), with V̂ = V/(1 − ρᵗ).
 *
 * <p>Biased, beyond the bias of {@link Langevin}: as in the paper's practice the term Γ = ∂G/∂θ is
 * left out, and G depends on the very gradient that it multiplies. Both vanish as ρ approaches 1;
 * neither vanishes with the step size. On a Gaussian the variance is 1.7 times too large at ρ = ½,
 * and right to 3 % at 0.999.
 *
 * <p>Coordinates with large gradients take small steps: the step in units of θ² is η/√V̂, and η is
 * in units of θ.
 *
 * @param decay ρ, from 0 to below 1
 * @param floor λ, positive, in units of the gradient
 */
public record PreconditionedLangevin(double decay, double floor) implements Dynamics {

  public PreconditionedLangevin {
    Checks.that(
        decay >= 0 && decay < 1,
        "PreconditionedLangevin: decay must be at least 0 and below 1, got %s",
        decay);
    Checks.positiveFinite("PreconditionedLangevin", "floor", floor);
  }

  /** V [d], then ρᵗ. */
  @Override
  public int memory(int d) {
    return d + 1;
  }

  @Override
  public void begin(double eta, double[] gaussians, double[] memory) {
    memory[memory.length - 1] = 1;
  }

  @Override
  public void step(
      double eta, double[] gradient, double[] gaussians, int at, double[] theta, double[] memory) {
    int d = theta.length;
    memory[d] *= decay;
    double correct = 1 / (1 - memory[d]);
    for (int i = 0; i < d; i++) {
      memory[i] = decay * memory[i] + (1 - decay) * gradient[i] * gradient[i];
      double g = eta / (floor + Math.sqrt(memory[i] * correct));
      theta[i] += Math.sqrt(2 * g) * gaussians[at + i] - g * gradient[i];
    }
  }

  @Override
  public double excess(double eta, double variance, double[] memory, int i) {
    return step(eta, memory, i) * variance / 2;
  }

  /**
   * Its virial is ηG(∂F̂)²/2, that of {@link Langevin} where G hardly moves; what its moves do is
   * not in it.
   */
  @Override
  public double virialRoot(double eta, double[] gradient, double[] memory, int i) {
    return Math.sqrt(step(eta, memory, i) / 2) * gradient[i];
  }

  @Override
  public double virialOffset() {
    return 0;
  }

  private double step(double eta, double[] memory, int i) {
    double correct = 1 / (1 - memory[memory.length - 1]);
    return eta / (floor + Math.sqrt(memory[i] * correct));
  }
}
