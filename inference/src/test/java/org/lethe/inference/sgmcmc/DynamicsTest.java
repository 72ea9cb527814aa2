package org.lethe.inference.sgmcmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lethe.core.random.RandomStream;

/**
 * Stationary laws on Gaussians. A thousand coordinates are a thousand independent chains, so the
 * standard error of every figure is known from their scatter; five of them is a false alarm of
 * 6e−7.
 */
class DynamicsTest {
  private static final int CHAINS = 1000;
  private static final int BURN_IN = 500;

  /** Means over time of each chain: of θ, θ², v² and the virial. */
  private static double[][] run(
      Dynamics dynamics, double p, double eta, double noise, int steps, long seed) {
    double[] theta = new double[CHAINS];
    double[] memory = new double[dynamics.memory(CHAINS)];
    double[] gradient = new double[CHAINS];
    double[] z = new double[CHAINS];
    double[] u = new double[CHAINS];
    double[][] means = new double[4][CHAINS];
    RandomStream random = RandomStream.of(seed);
    random.at(0, 1).gaussians(z, 0, CHAINS);
    dynamics.begin(eta, z, memory);
    random.at(0, 2).gaussians(theta, 0, CHAINS);
    for (int i = 0; i < CHAINS; i++) {
      theta[i] /= Math.sqrt(p);
    }
    for (int t = 1; t <= steps + BURN_IN; t++) {
      random.at(t, 0).gaussians(z, 0, CHAINS);
      random.at(t, 1).gaussians(u, 0, CHAINS);
      for (int i = 0; i < CHAINS; i++) {
        gradient[i] = p * theta[i] + Math.sqrt(noise) * u[i];
      }
      dynamics.step(eta, gradient, z, 0, theta, memory);
      for (int i = 0; t > BURN_IN && i < CHAINS; i++) {
        means[0][i] += theta[i] / steps;
        means[1][i] += theta[i] * theta[i] / steps;
        means[2][i] += memory.length < CHAINS ? 0 : memory[i] * memory[i] / steps;
        means[3][i] += dynamics.virial(dynamics.virialRoot(eta, gradient, memory, i)) / steps;
      }
    }
    return means;
  }

  private static double mean(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v / x.length;
    }
    return sum;
  }

  private static double standardError(double[] x) {
    double mean = mean(x);
    double squares = 0;
    for (double v : x) {
      squares += (v - mean) * (v - mean);
    }
    return Math.sqrt(squares / (x.length - 1) / x.length);
  }

  private static void assertIs(double expected, double[] ofChains) {
    double error = standardError(ofChains);
    assertThat(error).as("the test can tell one percent").isLessThan(0.002 * expected);
    assertThat(mean(ofChains)).isCloseTo(expected, within(5 * error));
  }

  @ParameterizedTest
  @CsvSource({"2, 0.1, 0, 0.5555556", "2, 0.5, 0, 1.0", "4, 0.05, 2, 0.2916667"})
  void langevinHasItsStationaryVariance(double p, double eta, double noise, double variance) {
    assertThat((1 + eta * noise / 2) / (p * (1 - eta * p / 2))).isCloseTo(variance, within(1e-7));
    assertIs(variance, run(new Langevin(), p, eta, noise, 6000, 1)[1]);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0.1, 0.1, 0, 0, 0.5277778, 0.1111111",
    "2, 0.1, 0.4, 0, 0, 0.5333333, 0.1333333",
    "4, 0.05, 0.1, 0, 2, 0.3958333, 0.0833333",
    "4, 0.05, 0.1, 0.05, 2, 0.2638889, 0.0555556"
  })
  void momentumWithFrictionHasItsStationaryVariances(
      double p, double eta, double alpha, double beta, double noise, double theta, double v) {
    double a = eta * p;
    double n = 2 * (alpha - beta) * eta + eta * eta * noise;
    assertThat(n * (2 - alpha) / (a * alpha * (4 - 2 * alpha - a))).isCloseTo(theta, within(1e-7));
    double[][] means = run(new FrictionMomentum(alpha, beta), p, eta, noise, 6000, 2);
    assertIs(theta, means[1]);
    assertIs(v, means[2]);
  }

  /** T·Var(mean)/Var θ over chains of T steps, a χ² with 999 degrees of freedom: sd 4.5 %. */
  @Test
  void autocorrelationTimesAreThoseOfTheLinearChains() {
    double p = 2;
    double eta = 0.1;
    double a = eta * p;
    double alpha = 0.4;
    assertThat(autocorrelationTime(new Langevin(), p, eta))
        .isCloseTo((2 - a) / a, within(0.225 * (2 - a) / a));
    double expected = alpha * (4 - 2 * alpha - a) / (a * (2 - alpha));
    assertThat(autocorrelationTime(new FrictionMomentum(alpha, 0), p, eta))
        .isCloseTo(expected, within(0.225 * expected));
  }

  private static double autocorrelationTime(Dynamics dynamics, double p, double eta) {
    double[][] means = run(dynamics, p, eta, 0, 4000, 3);
    double variance = standardError(means[0]) * standardError(means[0]) * CHAINS;
    return 4000 * variance / mean(means[1]);
  }

  /** ξ(2 − ξ − ηp/2) = 2A + ηV and Var θ = (1 − ξ/2)/p, for any V, which the chain is not told. */
  @ParameterizedTest
  @CsvSource({"0", "20"})
  void aThermostatMakesUpForNoiseThatItDoesNotKnow(double noise) {
    double p = 4;
    double eta = 0.01;
    double a = 0.05;
    double b = 2 - eta * p / 2;
    double xi = (b - Math.sqrt(b * b - 4 * (2 * a + eta * noise))) / 2;
    double[][] means = run(new NoseHooverThermostat(a), p, eta, noise, 4000, 4);
    assertThat(mean(means[2])).isCloseTo(eta, within(0.002 * eta));
    // the thermostat ties the chains together, so their scatter is no standard error here
    assertThat(mean(means[1])).isCloseTo((1 - xi / 2) / p, within(0.01 / p));
    assertThat(mean(run(new FrictionMomentum(a, 0), p, eta, 20, 4000, 4)[1]))
        .as("without a thermostat noise widens")
        .isGreaterThan(2 / p);
  }

  /** With a long memory G is 1/√p: a = η√p, and the law is that of Langevin dynamics with η/√p. */
  @Test
  void thePreconditionerScalesStepsAndIsBiasedWithAShortMemory() {
    double p = 100;
    double eta = 0.02;
    double step = eta / Math.sqrt(p);
    double expected = 1 / (p * (1 - step * p / 2));
    double slow = mean(run(new PreconditionedLangevin(0.999, 1e-9), p, eta, 0, 4000, 5)[1]);
    assertThat(slow).isCloseTo(expected, within(0.03 * expected));
    double fast = mean(run(new PreconditionedLangevin(0.5, 1e-9), p, eta, 0, 4000, 5)[1]);
    assertThat(fast)
        .as("the bias that the documentation tells of")
        .isCloseTo(1.7 * expected, within(0.2 * expected));
  }

  @Test
  void noiseThatWidensIsForetold() {
    double[] none = {};
    // (1 + ηV/2) and N/(2αη), to first order in the step
    assertThat(new Langevin().excess(0.05, 2, none, 0)).isCloseTo(0.05, within(1e-15));
    assertThat(new FrictionMomentum(0.1, 0).excess(0.05, 2, none, 0)).isCloseTo(0.5, within(1e-15));
    assertThat(new FrictionMomentum(0.1, 0.05).excess(0.05, 2, none, 0)).isZero();
    assertThat(new NoseHooverThermostat(0.1).excess(0.05, 2, none, 0)).isZero();
  }

  /**
   * E θ∂F̂ = p Var θ with the laws of METHODS 1, by five standard errors. The thermostat's ties its
   * chains together, so there it is 0.2 %.
   */
  @Test
  void theStepsThemselvesTellHowMuchTooWideTheLawIs() {
    assertIs(2 * 0.5555556, onePlusVirial(new Langevin(), 2, 0.1, 0));
    assertIs(2 * 1.0, onePlusVirial(new Langevin(), 2, 0.5, 0));
    assertIs(4 * 0.2916667, onePlusVirial(new Langevin(), 4, 0.05, 2));
    assertIs(2 * 0.5277778, onePlusVirial(new FrictionMomentum(0.1, 0), 2, 0.1, 0));
    assertIs(4 * 0.3958333, onePlusVirial(new FrictionMomentum(0.1, 0), 4, 0.05, 2));
    assertIs(4 * 0.2638889, onePlusVirial(new FrictionMomentum(0.1, 0.05), 4, 0.05, 2));
    double xi = 0.4;
    double a = xi * (2 - xi - 0.01 * 4 / 2) / 2;
    assertThat(mean(onePlusVirial(new NoseHooverThermostat(a), 4, 0.01, 0)))
        .isCloseTo(1 - xi / 2, within(0.002));
    // η/√p takes the place of η where G is 1/√p
    assertThat(mean(onePlusVirial(new PreconditionedLangevin(0.999, 1e-9), 100, 0.02, 0)))
        .isCloseTo(1 / (1 - 0.02 * 10 / 2), within(0.03));
  }

  private static double[] onePlusVirial(Dynamics dynamics, double p, double eta, double noise) {
    return Arrays.stream(run(dynamics, p, eta, noise, 6000, 6)[3]).map(x -> 1 + x).toArray();
  }

  @Test
  void impossibleDynamicsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FrictionMomentum(0.1, 0.2))
        .withMessage("Sghmc: noise estimate beta must be from 0 to friction alpha = 0.1, got 0.2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FrictionMomentum(0, 0))
        .withMessage("Sghmc: friction alpha must be above 0 and at most 1, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NoseHooverThermostat(Double.NaN))
        .withMessage("Sgnht: diffusion must be above 0 and at most 1, got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PreconditionedLangevin(1, 1e-5))
        .withMessage("PreconditionedLangevin: decay must be at least 0 and below 1, got 1.0");
  }
}
