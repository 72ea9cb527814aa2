package org.lethe.inference.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.model.GaussianMixture;
import org.lethe.core.model.Model;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.hmc.Nuts;
import org.lethe.inference.run.Run;

/**
 * Means of the two centres of a mixture, whose draws are in one order. "Within five standard
 * errors" fails once in two million for a right estimate.
 */
class ZeroVarianceOfMixtureTest {

  private static final double PRIOR = 3;

  private static double[] rows(double apart) {
    double[] x = new double[60];
    RandomStream.of(3).at(0, 0).gaussians(x, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      x[i] += i % 2 == 0 ? -apart : apart;
    }
    return x;
  }

  /** By its first number: that of the lower centre, then that of the upper one. */
  private static List<ZeroVariance> means(double[] x) {
    Table table = Table.of(Map.of("x", x));
    Model model = GaussianMixture.of(table.schema(), 2, "x").prior(PRIOR).model();
    return ZeroVariance.means(
            Nuts.of().fit(model, table, Run.seed(1)).posterior(), table, Device.cpu(1))
        .stream()
        .filter(m -> m.name().startsWith("mu"))
        .sorted(Comparator.comparingDouble(ZeroVariance::plainMean))
        .toList();
  }

  /** E of the smaller and of the larger centre under the whole posterior, by sums over a grid. */
  private static double[] exact(double[] x) {
    double step = .04;
    double[] grid = IntStream.rangeClosed(-100, 100).mapToDouble(i -> step * i).toArray();
    double[] sums = new double[3];
    for (double a : grid) {
      for (double b : grid) {
        double log = -(a * a + b * b) / (2 * PRIOR * PRIOR) + x.length;
        for (double one : x) {
          log +=
              Math.log(Math.exp(-.5 * Math.pow(one - a, 2)) + Math.exp(-.5 * Math.pow(one - b, 2)));
        }
        sums[0] += Math.exp(log);
        sums[1] += Math.exp(log) * Math.min(a, b);
        sums[2] += Math.exp(log) * Math.max(a, b);
      }
    }
    return new double[] {sums[1] / sums[0], sums[2] / sums[0]};
  }

  /** Centres that overlap: the boundary between the orders has density. */
  @Test
  void meansOfCopiesThatTouchAreRight() {
    double[] x = rows(.5);
    double[] exact = exact(x);
    List<ZeroVariance> means = means(x);
    for (int k = 0; k < 2; k++) {
      assertThat(means.get(k).mean()).isCloseTo(exact[k], within(5 * means.get(k).mcse()));
    }
  }

  /** Centres 16 apart are N(Σx/p, 1/p) with p = 1/9 + 30: what is linear has no error at all. */
  @Test
  void meansOfCopiesThatAreApartAreExact() {
    double[] x = rows(8);
    List<ZeroVariance> means = means(x);
    for (int k = 0; k < 2; k++) {
      double sum = 0;
      for (int i = k; i < x.length; i += 2) {
        sum += x[i];
      }
      assertThat(means.get(k).mean()).isCloseTo(sum / (30 + 1 / 9.0), within(1e-6));
      assertThat(means.get(k).mcse()).isLessThan(1e-6);
    }
  }
}
