package org.lethe.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;

class DelayPredictionsTest {
  /** By hand: m = (1, −2), S = [[.5, .1], [.1, .3]], a = (2, 1), own .4, noise .6. */
  @Test
  void meanVarianceAndDistanceAreThoseOfTheFormulae() {
    FeatureRows rows = new FeatureRows(2);
    rows.add(7, new double[] {2, 1}, 0.4, 0);
    Table table = rows.take();
    GaussianPosterior q =
        Gaussian.ofCovariance(
            FeatureRows.model(table.schema(), 2, 0.6),
            new double[] {1, -2},
            new double[][] {{0.5, 0.1}, {0.1, 0.3}});
    DelayPredictions one = DelayPredictions.of(q, table, 0.6);
    assertThat(one.mean()).containsExactly(new double[] {0}, within(1e-12));
    // 4·.5 + 2·2·.1 + .3 + .16 + .36
    assertThat(one.variance()).containsExactly(new double[] {3.22}, within(1e-12));
    DelayPredictions other = new DelayPredictions(new double[] {1}, new double[] {2});
    assertThat(one.kl(other)).isCloseTo(0.5 * (0.61 - Math.log(1.61) + 0.5), within(1e-12));
  }
}
