package org.lethe.inference.hmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeapfrogTest {

  private static final Potential QUARTIC =
      new Potential() {
        @Override
        public int dimension() {
          return 2;
        }

        @Override
        public double at(double[] q, double[] gradient) {
          gradient[0] = q[0] * q[0] * q[0] + q[1];
          gradient[1] = 2 * q[1] + q[0];
          return Math.pow(q[0], 4) / 4 + q[0] * q[1] + q[1] * q[1];
        }
      };

  private static final Metric METRIC = new DiagonalMetric(new double[] {2, 0.5});

  private static PhasePoint start() {
    PhasePoint z = new PhasePoint(2);
    z.q[0] = 1.2;
    z.q[1] = -0.4;
    z.p[0] = 0.3;
    z.p[1] = 0.8;
    METRIC.velocity(z.p, z.velocity);
    z.evaluate(QUARTIC);
    return z;
  }

  /** Rounding alone is left: some 50 steps of a few ulps. */
  @Test
  void aStepBackUndoesAStep() {
    PhasePoint z = start();
    PhasePoint before = start();
    for (int i = 0; i < 50; i++) {
      z.leapfrog(QUARTIC, METRIC, 0.05);
    }
    assertThat(Math.abs(z.q[0] - before.q[0])).isGreaterThan(0.1);
    for (int i = 0; i < 50; i++) {
      z.leapfrog(QUARTIC, METRIC, -0.05);
    }
    assertThat(z.q).containsExactly(before.q, within(1e-13));
    assertThat(z.p).containsExactly(before.p, within(1e-13));
    assertThat(z.potential).isCloseTo(before.potential, within(1e-13));
  }

  /** Over a fixed time the energy error falls by 4 when the step is halved. */
  @Test
  void theEnergyErrorIsOfSecondOrder() {
    double coarse = Math.abs(errorAfterUnitTime(100));
    double fine = Math.abs(errorAfterUnitTime(200));
    assertThat(coarse / fine).isCloseTo(4, within(0.02));
  }

  private static double errorAfterUnitTime(int steps) {
    PhasePoint z = start();
    double before = z.energy();
    for (int i = 0; i < steps; i++) {
      z.leapfrog(QUARTIC, METRIC, 1.0 / steps);
    }
    return z.energy() - before;
  }

  /** Σ = LLᵀ: momenta L⁻ᵀz have covariance Σ⁻¹, so |z|² = pᵀΣp, the kinetic energy. */
  @Test
  void momentaOfADenseMetricHaveTheKineticEnergyOfTheirGaussians() {
    Metric dense = DenseMetric.of(new double[][] {{2, 0.7}, {0.7, 0.5}}).orElseThrow();
    double[] p = {0.3, -1.1};
    double[] velocity = new double[2];
    dense.momentum(p);
    dense.velocity(p, velocity);
    assertThat(p[0] * velocity[0] + p[1] * velocity[1])
        .isCloseTo(0.3 * 0.3 + 1.1 * 1.1, within(1e-14));
    assertThat(DenseMetric.of(new double[][] {{1, 2}, {2, 1}})).isEmpty();
  }
}
