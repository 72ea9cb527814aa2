package org.lethe.validation.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lethe.core.data.Column;
import org.lethe.core.data.Schema;
import org.lethe.core.model.GaussianMixture;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Draws;

class CentresTest {

  @Test
  void theOrderOfCentresDoesNotCount() {
    Centres a = Centres.of(new double[] {0, 0, 5, 5, -5, 5}, 3);
    Centres b = Centres.of(new double[] {5, 6, -5, 5, 0, 2}, 3);
    assertThat(a.distance(b)).isEqualTo(Math.sqrt(5), within(1e-15));
    assertThat(a.distance(b)).isEqualTo(b.distance(a));
    assertThat(a.orderFor(b)).containsExactly(1, 2, 0);
    assertThat(a.distance(a)).isZero();
  }

  @Test
  void theBestOrderIsNotTheGreedyOne() {
    // 1 is nearest to 2, but taking it leaves 0 for 10
    Centres a = Centres.of(new double[] {0, 1}, 2);
    Centres b = Centres.of(new double[] {2, 10}, 2);
    assertThat(a.distance(b)).isEqualTo(Math.sqrt(4 + 81), within(1e-14));
  }

  @Test
  void switchedLabelsLeaveMeanAndSdOfDrawsAsTheyAre() {
    Schema schema = Schema.of("id", Column.number("x"));
    Model model = GaussianMixture.of(schema, 2, "x").model();
    Draws straight = Draws.of(model, new double[][][] {{{0, 5}, {1, 6}, {2, 7}}});
    Draws switched = Draws.of(model, new double[][][] {{{0, 5}, {6, 1}, {7, 2}}});
    for (Draws draws : new Draws[] {straight, switched}) {
      assertThat(Centres.mean(draws, 2).at()).isDeepEqualTo(new double[][] {{1}, {6}});
      assertThat(Centres.sd(draws, 2).at()).isDeepEqualTo(new double[][] {{1}, {1}});
    }
  }

  @Test
  void setsOfOtherSizesAreRefused() {
    Centres a = Centres.of(new double[] {0, 1}, 2);
    assertThatThrownBy(() -> a.distance(Centres.of(new double[] {0, 1, 2}, 3)))
        .hasMessage("Centres: both sets must be [2 × 1], got [3 × 1]");
    assertThatThrownBy(() -> new Centres(new double[0][]))
        .hasMessage("Centres: there must be at least one centre, got none");
  }
}
