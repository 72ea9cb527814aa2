package org.lethe.inference.hmc;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * A transition keeps its target: exact draws, each moved a few times by long rough steps, are still
 * exact draws. The steps are so long that the choice of points, and not the integrator, has to make
 * up for the error; a wrong weight, a missing check or a biased choice within subtrees shows.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InvarianceTest {

  private static final int CELLS = 20;
  private static final int DRAWS = 20_000;
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

  /** √π : ½√(π/2), of N(1, ½) and N(−1, ¼). */
  private static final double FIRST = 1 / (1 + 0.5 * Math.sqrt(0.5));

  private static double exact(double u, double z) {
    return u < FIRST ? 1 + z * Math.sqrt(0.5) : -1 + z / 2;
  }

  private static double cdf(double x) {
    return FIRST * NORMAL.cumulativeProbability((x - 1) * Math.sqrt(2))
        + (1 - FIRST) * NORMAL.cumulativeProbability((x + 1) * 2);
  }

  /** χ² with 19 degrees of freedom over equally likely cells; false alarm 1e-4. */
  @Test
  void exactDrawsStayExact() {
    for (double step : new double[] {0.3, 1.1, 1.7}) {
      assertThat(chiSquare(new Trajectory(1, 6), step)).isLessThan(bound());
    }
  }

  /** The same for trajectories of fixed length, of 5, 2 and 1 steps or so. */
  @Test
  void exactDrawsStayExactUnderTrajectoriesOfFixedLength() {
    for (double step : new double[] {0.3, 0.8, 1.7}) {
      assertThat(chiSquare(new FixedTime(1, 1.5, 7), step)).isLessThan(bound());
    }
  }

  private static double bound() {
    return new ChiSquaredDistribution(CELLS - 1.0).inverseCumulativeProbability(1 - 1e-4);
  }

  /**
   * A whole period of N(0, I) is 2π long, and no trajectory lasts one and a half of them: without
   * the checks between the halves, some step sizes go round a hundred times.
   */
  @Test
  void trajectoriesOfAGaussianNeverRunRound() {
    int d = 50;
    Potential target = Gaussians.standard(d);
    Trajectory trajectory = new Trajectory(d, 10);
    Metric metric = Mass.DIAGONAL.unit(d);
    PhasePoint z = new PhasePoint(d);
    for (int s = 0; s < 400; s++) {
      RandomStream random = RandomStream.of(9).stream(s);
      double step = 0.05 + 1.4 * s / 400;
      random.at(0, Purpose.START).gaussians(z.q, 0, d);
      z.evaluate(target);
      random.at(0, Purpose.MOMENTUM).gaussians(z.p, 0, d);
      metric.velocity(z.p, z.velocity);
      trajectory.move(target, z, metric, step, random.at(0, Purpose.TRAJECTORY));
      assertThat(trajectory.leapfrogs() * Math.acos(1 - step * step / 2)).isLessThan(3 * Math.PI);
    }
  }

  private static double chiSquare(Transition trajectory, double step) {
    Metric metric = Mass.DIAGONAL.unit(1);
    PhasePoint z = new PhasePoint(1);
    double[] u = new double[DRAWS];
    double[] gauss = new double[DRAWS];
    RandomStream.of(7).at(0, Purpose.START).uniforms(u, 0, DRAWS);
    RandomStream.of(7).at(1, Purpose.START).gaussians(gauss, 0, DRAWS);
    int[] counts = new int[CELLS];
    for (int s = 0; s < DRAWS; s++) {
      RandomStream random = RandomStream.of(8).stream(s);
      z.q[0] = exact(u[s], gauss[s]);
      z.evaluate(HUMPS);
      for (int move = 0; move < MOVES; move++) {
        random.at(move, Purpose.MOMENTUM).gaussians(z.p, 0, 1);
        metric.velocity(z.p, z.velocity);
        trajectory.move(HUMPS, z, metric, step, random.at(move, Purpose.TRAJECTORY));
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
