package org.lethe.inference.hmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.run.NumericalException;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AdaptationTest {

  private static final NormalDistribution NORMAL = new NormalDistribution();

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

  /**
   * Energy errors N(σ²/2, σ²), σ = ε², the limit of many dimensions (Beskos et al. 2013), have the
   * mean acceptance 2Φ(−ε²/2). Each iteration learns the mean of two, and there are 50, as at the
   * end of a warm-up. What 400 repetitions settle on spreads by 0.022: a standard error of 0.0011.
   * Written in Python, the same recursions settled on 0.847 from a guess and on 0.806 from what was
   * learned, 1000 of them, so that differences are 1.4 times as variable: bounds of four of theirs,
   * false alarm 6e-5 each.
   */
  @Test
  void aLearnedStepIsRefinedToItsTargetWhereAGuessSettlesAboveIt() {
    double guessed = Arrays.stream(settled(false)).average().orElseThrow();
    double refined = Arrays.stream(settled(true)).average().orElseThrow();
    assertThat(guessed).isCloseTo(0.847, within(0.0045 * Math.sqrt(1.4)));
    assertThat(refined).isCloseTo(0.806, within(0.0045 * Math.sqrt(1.4)));
  }

  private static double[] settled(boolean refine) {
    double[] out = new double[400];
    for (int r = 0; r < out.length; r++) {
      RandomStream random = RandomStream.of(r);
      StepSize step = new StepSize(0.8, 0.5);
      warm(step, random, 0);
      if (refine) {
        step.refine();
      } else {
        step.restart(0.5);
      }
      warm(step, random, 50);
      step.settle();
      out[r] = 2 * NORMAL.cumulativeProbability(-step.current() * step.current() / 2);
    }
    return out;
  }

  private static void warm(StepSize step, RandomStream random, int from) {
    double[] z = new double[2];
    for (int t = from; t < from + 50; t++) {
      random.at(t, Purpose.MOMENTUM).gaussians(z, 0, z.length);
      double sd = step.current() * step.current();
      step.learn(
          Arrays.stream(z).map(v -> Math.min(1, Math.exp(-sd * (sd / 2 + v)))).average().orElse(0));
    }
  }

  /**
   * A target three times as narrow or wide: the pull to the step before leaves 0.021, which falls
   * as 1/√t.
   */
  @Test
  void refiningFollowsATargetThatMoves() {
    for (double scale : new double[] {3, 1 / 3.}) {
      StepSize step = learned();
      step.refine();
      for (int t = 0; t < 200; t++) {
        step.learn(Math.exp(-scale * step.current()));
      }
      step.settle();
      assertThat(Math.exp(-scale * step.current())).isCloseTo(0.8, within(0.025));
    }
  }

  private static StepSize learned() {
    StepSize step = new StepSize(0.8, 0.5);
    for (int t = 0; t < 200; t++) {
      step.learn(Math.exp(-step.current()));
    }
    return step;
  }

  @Test
  void aStepSizeThatIsNoNumberIsRefused() {
    Potential target = Gaussians.standard(2);
    PhasePoint z = new PhasePoint(2);
    Metric unit = Mass.DIAGONAL.unit(2);
    z.evaluate(target);
    assertThatThrownBy(() -> new FirstStep(target, "Nuts").near(Double.NaN, z, unit))
        .isInstanceOf(NumericalException.class)
        .hasMessageStartingWith("Nuts: no step size is small enough");
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
