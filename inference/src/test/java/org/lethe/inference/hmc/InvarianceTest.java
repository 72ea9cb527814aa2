package org.lethe.inference.hmc;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * A transition keeps its target: exact draws, each moved a few times by long rough steps, are still
 * exact draws. The steps are so long that the choice of points, and not the integrator, has to make
 * up for the error; a wrong weight, a missing check or a biased choice within subtrees shows.
 */
class InvarianceTest {

  private static final int CELLS = 20;
  private static final int DRAWS = 40_000;
  private static final int MOVES = 3;
  private static final NormalDistribution NORMAL = new NormalDistribution();

  /** −log(e^(−(q−1)²) + ½e^(−2(q+1)²)): two humps of weights √π and ½√(π/2), cell by cell. */
  private static final Potential HUMPS =
      new Potential() {
        @Override
        public int dimension() {
          return 1;
        }

        @Override
        public double at(double[] q, double[] gradient) {
          double a = Math.exp(-(q[0] - 1) * (q[0] - 1));
          double b = 0.5 * Math.exp(-2 * (q[0] + 1) * (q[0] + 1));
          gradient[0] = (2 * (q[0] - 1) * a + 4 * (q[0] + 1) * b) / (a + b);
          return -Math.log(a + b);
        }
      };

  private static double cdf(double x) {
    return (Math.sqrt(Math.PI) * normalCdf((x - 1) * Math.sqrt(2))
            + 0.5 * Math.sqrt(Math.PI / 2) * normalCdf((x + 1) * 2))
        / (Math.sqrt(Math.PI) + 0.5 * Math.sqrt(Math.PI / 2));
  }

  private static double normalCdf(double z) {
    return NORMAL.cumulativeProbability(z);
  }

  private static double quantile(double u) {
    double low = -6;
    double high = 6;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      low = cdf(middle) < u ? middle : low;
      high = cdf(middle) < u ? high : middle;
    }
    return low;
  }

  /** χ² with 19 degrees of freedom over equally likely cells; false alarm 1e-4. */
  @Test
  void exactDrawsStayExact() {
    for (double step : new double[] {0.3, 1.1, 1.7}) {
      assertThat(chiSquare(step)).isLessThan(bound());
    }
  }

  private static double bound() {
    return new ChiSquaredDistribution(CELLS - 1.0).inverseCumulativeProbability(1 - 1e-4);
  }

  private static double chiSquare(double step) {
    Trajectory trajectory = new Trajectory(HUMPS, 6);
    Metric metric = Mass.DIAGONAL.unit(1);
    PhasePoint z = new PhasePoint(1);
    double[] u = new double[DRAWS];
    RandomStream.of(7).at(0, Purpose.START).uniforms(u, 0, DRAWS);
    int[] counts = new int[CELLS];
    for (int s = 0; s < DRAWS; s++) {
      RandomStream random = RandomStream.of(8).stream(s);
      z.q[0] = quantile(u[s]);
      z.evaluate(HUMPS);
      for (int move = 0; move < MOVES; move++) {
        random.at(move, Purpose.MOMENTUM).gaussians(z.p, 0, 1);
        metric.velocity(z.p, z.velocity);
        trajectory.move(z, metric, step, random.at(move, Purpose.TRAJECTORY));
      }
      counts[Math.min(CELLS - 1, (int) (CELLS * cdf(z.q[0])))]++;
    }
    double expected = (double) DRAWS / CELLS;
    double sum = 0;
    for (int n : counts) {
      sum += (n - expected) * (n - expected) / expected;
    }
    return sum;
  }
}
