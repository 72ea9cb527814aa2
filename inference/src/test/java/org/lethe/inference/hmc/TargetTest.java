package org.lethe.inference.hmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;

/**
 * Targets whose moments are known. Standard errors come from the effective sample size, which for
 * these is at least a quarter of the draws; bounds are four of them, false alarm 6e-5 each.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TargetTest {

  private static Chain run(Potential target, Settings settings, long seed) {
    RandomStream random = RandomStream.of(seed);
    PhasePoint start = new PhasePoint(target.dimension());
    random.at(0, Purpose.START).gaussians(start.q, 0, start.q.length);
    start.evaluate(target);
    Chain chain = new Chain(target, settings, random, Optional.empty());
    chain.start(start, 0);
    new Lane(target, (count, energy, stepSize) -> {}).run(chain);
    return chain;
  }

  /** Of moves, and of the searches for a step size at the start and after each window. */
  @Test
  void aChainCountsEveryGradientThatItTakes() {
    Gaussians target = Gaussians.correlated(0.8);
    AtomicLong taken = new AtomicLong();
    Potential counting =
        new Potential() {
          @Override
          public int dimension() {
            return target.dimension();
          }

          @Override
          public double at(double[] q, double[] gradient) {
            taken.incrementAndGet();
            return target.at(q, gradient);
          }
        };
    for (Settings settings : new Settings[] {draws(50), draws(50).withTime(2.5)}) {
      taken.set(0);
      long start = 1;
      assertThat(run(counting, settings, 6).statistics().gradients())
          .isEqualTo(taken.get() - start);
    }
  }

  /**
   * N(0, I) in 20 dimensions, eight chains of 500 and 500: acceptances of one chain have a mean
   * that spreads by 0.03 between chains, as the step that they settle on does, so 0.01 between
   * means of eight. Bounds are four of those beside the 0.01 by which the step is still too short.
   */
  @Test
  void theAcceptanceAfterTheWarmupIsTheOneAskedFor() {
    double mean = 0;
    for (int seed = 0; seed < 8; seed++) {
      Chain chain = run(Gaussians.standard(20), draws(500).withWarmup(500).withTarget(0.8), seed);
      mean += Arrays.stream(chain.statistics().acceptance()).average().orElseThrow() / 8;
    }
    assertThat(mean).isBetween(0.76, 0.85);
  }

  private static Settings draws(int n) {
    return Settings.STANDARD.withDraws(n);
  }

  private static double mean(double[][] draws, int i) {
    return Arrays.stream(draws).mapToDouble(q -> q[i]).average().orElseThrow();
  }

  private static double covariance(double[][] draws, int i, int j) {
    double a = mean(draws, i);
    double b = mean(draws, j);
    return Arrays.stream(draws).mapToDouble(q -> (q[i] - a) * (q[j] - b)).average().orElseThrow();
  }

  @Test
  void aCorrelatedGaussianHasItsMeansAndCovariance() {
    for (Mass mass : Mass.values()) {
      hasItsMoments(draws(20_000).withMass(mass));
    }
  }

  @Test
  void aCorrelatedGaussianHasThemByTrajectoriesOfFixedLength() {
    for (Mass mass : Mass.values()) {
      hasItsMoments(draws(20_000).withMass(mass).withTime(2.5));
    }
  }

  private static void hasItsMoments(Settings settings) {
    Chain chain = run(Gaussians.correlated(0.8), settings, 1);
    double error = 4 / Math.sqrt(5000);
    assertThat(mean(chain.draws(), 0)).isCloseTo(1, within(error));
    assertThat(mean(chain.draws(), 1)).isCloseTo(-2, within(error));
    assertThat(covariance(chain.draws(), 0, 0)).isCloseTo(1, within(error * Math.sqrt(2)));
    assertThat(covariance(chain.draws(), 1, 1)).isCloseTo(1, within(error * Math.sqrt(2)));
    assertThat(covariance(chain.draws(), 0, 1)).isCloseTo(0.8, within(error * Math.sqrt(1.64)));
    assertThat(chain.statistics().divergences()).isZero();
  }

  /** Scales of a thousand to one; the last window of 500 draws knows an sd to a few percent. */
  @Test
  void scalesAreFoundByTheWarmUp() {
    double[][] precision = {{1e2, 0, 0}, {0, 1, 0}, {0, 0, 1e-4}};
    Chain chain = run(new Gaussians(new double[3], precision), draws(4000), 2);
    double[] mass = chain.statistics().inverseMass();
    double[] sd = {0.1, 1, 100};
    for (int i = 0; i < 3; i++) {
      assertThat(Math.sqrt(mass[i]) / sd[i]).isBetween(0.8, 1.25);
      assertThat(Math.sqrt(covariance(chain.draws(), i, i)) / sd[i])
          .isCloseTo(1, within(4 / Math.sqrt(2 * 1000)));
    }
  }

  /** In many dimensions, where trajectories differ little; in few, depth is too coarse a choice. */
  @Test
  void theAcceptanceComesToItsTarget() {
    for (double target : new double[] {0.8, 0.9, 0.95}) {
      Chain chain = run(Gaussians.standard(100), draws(500).withTarget(target), 5);
      double acceptance = Arrays.stream(chain.statistics().acceptance()).average().orElseThrow();
      assertThat(acceptance).isCloseTo(target, within(0.06));
    }
  }

  /** Neal's funnel: v ~ N(0, 3²), x ~ N(0, e^v). Its neck is too narrow for any fixed step. */
  @Test
  void aFunnelDivergesAndIsDoubted() {
    Potential funnel =
        new Potential() {
          @Override
          public int dimension() {
            return 5;
          }

          @Override
          public double at(double[] q, double[] gradient) {
            double v = q[0];
            double u = v * v / 18 + 2 * v;
            gradient[0] = v / 9 + 2;
            for (int i = 1; i < 5; i++) {
              double scaled = q[i] * Math.exp(-v);
              u += q[i] * scaled / 2;
              gradient[i] = scaled;
              gradient[0] -= q[i] * scaled / 2;
            }
            return u;
          }
        };
    Chain chain = run(funnel, draws(1000).withTarget(0.8), 3);
    assertThat(chain.statistics().divergences()).isPositive();
  }

  @Test
  void aSmallDepthCutsTrajectoriesShort() {
    Chain chain = run(Gaussians.correlated(0.999), draws(200).withMaxDepth(2), 4);
    assertThat(chain.statistics().reached(2)).isGreaterThan(50);
    assertThat(Arrays.stream(chain.statistics().leapfrogs()).max().orElseThrow()).isEqualTo(3);
  }
}
