package org.lethe.inference.sgmcmc;

import org.lethe.core.data.Checks;

/**
 * A momentum whose friction is a thermostat, v ← (1 − ξ)v − η∇F̂ + N(0, 2AηI), θ ← θ + v, ξ ← ξ +
 * |v|²/d − η (Ding, Fang, Babbush, Chen, Skeel and Neven 2014, Bayesian sampling using stochastic
 * gradient thermostats, with v and ξ in units of the step). The friction settles where |v|²/d is η,
 * which makes up for gradient noise of unknown size as long as it is much the same in all
 * coordinates.
 *
 * <p>Where ξ hardly moves, on a Gaussian of precision p, the stationary Var θ is (1 − ξ/2)/p and
 * ξ(2 − ξ − ηp/2) = 2A + ηV.
 *
 * @param diffusion A, above 0 and at most 1: the friction where there is no gradient noise
 */
public record NoseHooverThermostat(double diffusion) implements Dynamics {

  public NoseHooverThermostat {
    Checks.that(
        diffusion > 0 && diffusion <= 1,
        "Sgnht: diffusion must be above 0 and at most 1, got %s",
        diffusion);
  }

  /** v [d], then ξ. */
  @Override
  public int memory(int d) {
    return d + 1;
  }

  @Override
  public void begin(double eta, double[] gaussians, double[] memory) {
    int d = memory.length - 1;
    for (int i = 0; i < d; i++) {
      memory[i] = Math.sqrt(eta) * gaussians[i];
    }
    memory[d] = diffusion;
  }

  @Override
  public void step(
      double eta, double[] gradient, double[] gaussians, int at, double[] theta, double[] memory) {
    int d = theta.length;
    double sd = Math.sqrt(2 * diffusion * eta);
    double keep = 1 - memory[d];
    double squares = 0;
    for (int i = 0; i < d; i++) {
      double v = keep * memory[i] - eta * gradient[i] + sd * gaussians[at + i];
      memory[i] = v;
      theta[i] += v;
      squares += v * v;
    }
    memory[d] += squares / d - eta;
  }

  /** The thermostat takes it out. */
  @Override
  public double excess(double eta, double variance, double[] memory, int i) {
    return 0;
  }

  /** Its virial is v²(2 − ξ)/(2η) − 1, that of {@link FrictionMomentum} where ξ hardly moves. */
  @Override
  public double virialRoot(double eta, double[] gradient, double[] memory, int i) {
    return memory[i] * Math.sqrt(Math.max(0, 2 - memory[memory.length - 1]) / (2 * eta));
  }

  @Override
  public double virialOffset() {
    return 1;
  }

  @Override
  public boolean narrows() {
    return true;
  }

  /** 1/A: the friction settles at A where there is no noise, and above it where there is. */
  @Override
  public double memorySteps() {
    return 1 / diffusion;
  }
}
