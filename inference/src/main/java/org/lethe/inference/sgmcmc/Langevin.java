package org.lethe.inference.sgmcmc;

/**
 * Langevin dynamics, θ ← θ − η∇F̂ + N(0, 2ηI) (Welling and Teh 2011, Bayesian learning via
 * stochastic gradient Langevin dynamics).
 *
 * <p>On a Gaussian of precision p, with gradient noise of variance V, the stationary variance is (1
 * + ηV/2)/(p(1 − ηp/2)): wider than 1/p, by both step size and noise.
 */
public record Langevin() implements Dynamics {

  @Override
  public int memory(int d) {
    return 0;
  }

  @Override
  public void begin(double eta, double[] gaussians, double[] memory) {}

  @Override
  public void step(
      double eta, double[] gradient, double[] gaussians, int at, double[] theta, double[] memory) {
    double sd = Math.sqrt(2 * eta);
    for (int i = 0; i < theta.length; i++) {
      theta[i] += sd * gaussians[at + i] - eta * gradient[i];
    }
  }

  @Override
  public double excess(double eta, double variance, double[] memory, int i) {
    return eta * variance / 2;
  }

  /** Its virial is η(∂F̂)²/2, since E θ′² = E θ² + η²E(∂F̂)² + 2η − 2ηE θ∂F̂. */
  @Override
  public double virialRoot(double eta, double[] gradient, double[] memory, int i) {
    return Math.sqrt(eta / 2) * gradient[i];
  }

  @Override
  public double virialOffset() {
    return 0;
  }
}
