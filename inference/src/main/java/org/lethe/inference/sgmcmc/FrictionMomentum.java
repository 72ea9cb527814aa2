package org.lethe.inference.sgmcmc;

import org.lethe.core.data.Checks;

/**
 * Hamiltonian dynamics with friction, v ← (1 − α)v − η∇F̂ + N(0, 2(α − β̂)ηI), θ ← θ + v (Chen, Fox
 * and Guestrin 2014, Stochastic gradient Hamiltonian Monte Carlo).
 *
 * <p>On a Gaussian of precision p, with gradient noise of variance V, N = 2(α − β̂)η + η²V and a =
 * ηp, the stationary Var θ is N(2 − α)/(aα(4 − 2α − a)) and Var v is N/(α(2 − α − a/2)); the chain
 * is stable where a &lt; 2(2 − α). β̂ = ηV/2 makes up for gradient noise that is constant.
 *
 * @param friction α, above 0 and at most 1
 * @param noise β̂, from 0 to α
 */
public record FrictionMomentum(double friction, double noise) implements Dynamics {

  public FrictionMomentum {
    Checks.that(
        friction > 0 && friction <= 1,
        "Sghmc: friction alpha must be above 0 and at most 1, got %s",
        friction);
    Checks.that(
        noise >= 0 && noise <= friction,
        "Sghmc: noise estimate beta must be from 0 to friction alpha = %s, got %s",
        friction,
        noise);
  }

  @Override
  public int memory(int d) {
    return d;
  }

  /** v ~ N(0, ηI), its law in the limit of small steps. */
  @Override
  public void begin(double eta, double[] gaussians, double[] memory) {
    for (int i = 0; i < memory.length; i++) {
      memory[i] = Math.sqrt(eta) * gaussians[i];
    }
  }

  @Override
  public void step(
      double eta, double[] gradient, double[] gaussians, int at, double[] theta, double[] memory) {
    double sd = Math.sqrt(2 * (friction - noise) * eta);
    double keep = 1 - friction;
    for (int i = 0; i < theta.length; i++) {
      double v = keep * memory[i] - eta * gradient[i] + sd * gaussians[at + i];
      memory[i] = v;
      theta[i] += v;
    }
  }

  @Override
  public double excess(double eta, double variance, double[] memory, int i) {
    return (eta * variance / 2 - noise) / friction;
  }

  /**
   * Its virial is v²(2 − α)/(2η) − 1: from E θ′² = E θ² follows E θv′ = −½E v², so E θ′v′ = ½E v²,
   * and with them ηE θ∂F̂ = (1 − α)E θv − E θv′ = (1 − α/2)E v².
   */
  @Override
  public double virialRoot(double eta, double[] gradient, double[] memory, int i) {
    return memory[i] * Math.sqrt((2 - friction) / (2 * eta));
  }

  @Override
  public double virialOffset() {
    return 1;
  }

  @Override
  public double memorySteps() {
    return 1 / friction;
  }
}
