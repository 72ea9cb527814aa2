package org.lethe.inference.hmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lethe.inference.run.NumericalException;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AdaptationTest {

  private static List<Integer> closes(int warmup) {
    Windows windows = Windows.of(warmup);
    List<Integer> out = new ArrayList<>();
    for (int t = 0; t < warmup; t++) {
      if (windows.closes(t)) {
        assertThat(windows.contains(t)).isTrue();
        out.add(t + 1);
      }
    }
    return out;
  }

  /** The windows that CmdStan reports for these lengths. */
  @Test
  void windowsAreThoseOfStan() {
    assertThat(closes(1000)).containsExactly(100, 150, 250, 450, 950);
    assertThat(closes(500)).containsExactly(100, 150, 250, 450);
    assertThat(closes(150)).containsExactly(100);
    assertThat(closes(100)).containsExactly(90);
    assertThat(Windows.of(100).contains(14)).isFalse();
    assertThat(Windows.of(100).contains(15)).isTrue();
    assertThat(closes(19)).isEmpty();
    assertThat(closes(0)).isEmpty();
  }

  /**
   * Acceptance falls with the step as e^(−ε): the mean settles where that is 0.8, at −ln 0.8 =
   * 0.2231.
   */
  @Test
  void dualAveragingReachesItsTarget() {
    StepSize step = new StepSize(0.8, 3);
    for (int t = 0; t < 20_000; t++) {
      step.learn(Math.exp(-step.current()));
    }
    step.settle();
    assertThat(step.current()).isCloseTo(-Math.log(0.8), within(0.002));
  }

  /** Covariance of (0,0), (2,1), (4,5): variances 4 and 7, covariance 5; n = 3. */
  @Test
  void theMassIsTheShrunkenCovariance() {
    double[][] places = {{0, 0}, {2, 1}, {4, 5}};
    MassEstimate diagonal = new MassEstimate(2, false);
    MassEstimate dense = new MassEstimate(2, true);
    for (double[] q : places) {
      diagonal.add(q);
      dense.add(q);
    }
    Metric unit = Mass.DIAGONAL.unit(2);
    double added = 1e-3 * 5 / 8;
    double[] expected = {4 * 3 / 8.0 + added, 7 * 3 / 8.0 + added};
    assertThat(diagonal.metric(unit).inverseMass()).containsExactly(expected, within(1e-14));
    assertThat(dense.metric(unit).inverseMass()).containsExactly(expected, within(1e-14));
    double[] velocity = new double[2];
    dense.metric(unit).velocity(new double[] {1, 0}, velocity);
    assertThat(velocity[1]).isCloseTo(5 * 3 / 8.0, within(1e-14));
    diagonal.restart();
    assertThat(diagonal.metric(unit)).isSameAs(unit);
  }

  /** One leapfrog step of N(0, I) in 4 dimensions is accepted with 0.8 somewhere near ε = 1. */
  @Test
  void theFirstStepSizeCrossesFromEitherSide() {
    Potential target = Gaussians.standard(4);
    PhasePoint z = new PhasePoint(4);
    for (int i = 0; i < 4; i++) {
      z.q[i] = 1;
      z.p[i] = i % 2 == 0 ? 1.2 : -0.7;
    }
    Metric unit = Mass.DIAGONAL.unit(4);
    unit.velocity(z.p, z.velocity);
    z.evaluate(target);
    FirstStep first = new FirstStep(target, "Nuts");
    double up = first.near(1e-3, z, unit);
    long doublings = Math.round(Math.log(up / 1e-3) / Math.log(2));
    assertThat(up).isEqualTo(1e-3 * (1L << doublings));
    assertThat(first.gradients()).isEqualTo(1 + doublings);
    double down = first.near(1e3, z, unit);
    assertThat(logAcceptance(z, up / 2, target, unit)).isGreaterThan(Math.log(0.8));
    assertThat(logAcceptance(z, up, target, unit)).isLessThanOrEqualTo(Math.log(0.8));
    assertThat(logAcceptance(z, 2 * down, target, unit)).isLessThanOrEqualTo(Math.log(0.8));
    assertThat(logAcceptance(z, down, target, unit)).isGreaterThan(Math.log(0.8));
    assertThat(up).isBetween(0.3, 3.0);
    assertThat(down).isBetween(0.3, 3.0);
    assertThat(z.q[0]).isEqualTo(1);
  }

  /** The log acceptance of one leapfrog step. */
  private static double logAcceptance(
      PhasePoint z, double epsilon, Potential target, Metric metric) {
    PhasePoint there = new PhasePoint(z.q.length);
    there.copy(z);
    there.leapfrog(target, metric, epsilon);
    return z.energy() - there.energy();
  }

  @Test
  void aDensityThatDoesNotFallOffIsRefusedInTheEnginesName() {
    Potential flat = new Gaussians(new double[1], new double[1][1]);
    PhasePoint z = new PhasePoint(1);
    Metric unit = Mass.DIAGONAL.unit(1);
    z.evaluate(flat);
    assertThatThrownBy(() -> new FirstStep(flat, "Hmc").near(1, z, unit))
        .isInstanceOf(NumericalException.class)
        .hasMessageStartingWith("Hmc: no step size is too large");
  }
}
