package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.model.GaussianMixture;
import org.lethe.core.model.Model;

class RelabelledTest {
  private static final Table ROWS =
      Table.of(Map.of("x1", new double[] {0, 1}, "x2", new double[] {2, 3}));

  /** All of a component moves: centre, logit and log sd. */
  private static final Model THREE =
      GaussianMixture.of(ROWS.schema(), 3, "x1", "x2").unknownWeights(1).unknownScales(1).model();

  private static final int[][] ORDERS = {
    {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}
  };

  /** Component k has its centre at (10k, −10k), logit k and log sds (k, 2k), all ± .3 or so. */
  private static double[] theta(Random random, int[] order) {
    double[] theta = new double[15];
    for (int place = 0; place < 3; place++) {
      int k = order[place];
      theta[2 * place] = 10 * k + .3 * random.nextGaussian();
      theta[2 * place + 1] = -10 * k + .3 * random.nextGaussian();
      theta[6 + place] = k + .3 * random.nextGaussian();
      theta[9 + 2 * place] = k + .3 * random.nextGaussian();
      theta[10 + 2 * place] = 2 * k + .3 * random.nextGaussian();
    }
    return theta;
  }

  private static Draws draws(boolean switched) {
    Random random = new Random(1);
    double[][][] chains = new double[2][50][];
    for (int c = 0; c < 2; c++) {
      for (int i = 0; i < 50; i++) {
        chains[c][i] = theta(random, ORDERS[switched ? (c + 2 * i) % ORDERS.length : 0]);
      }
    }
    return Draws.of(THREE, chains);
  }

  @Test
  void drawsInAnyOrderBecomeThoseInOne() {
    Draws straight = draws(false);
    DrawsPosterior relabelled = draws(true).relabelled();
    for (int c = 0; c < 2; c++) {
      for (int i = 0; i < 50; i++) {
        double[] one = relabelled.draw(c, i);
        // Gaussians are drawn place by place, so that only the order of the values is the same
        for (int place = 0; place < 3; place++) {
          assertThat(one[2 * place]).isCloseTo(10 * place, within(2.0));
          assertThat(one[2 * place + 1]).isCloseTo(-10 * place, within(2.0));
          assertThat(one[6 + place]).isCloseTo(place, within(2.0));
          assertThat(one[9 + 2 * place]).isCloseTo(place, within(2.0));
          assertThat(one[10 + 2 * place]).isCloseTo(2 * place, within(2.0));
        }
        assertThat(Arrays.stream(one).sum())
            .isCloseTo(Arrays.stream(straight.draw(c, i)).sum(), within(1e-9));
      }
    }
    assertThat(draws(true).summary().quantity("mu[0,0]").sd()).isGreaterThan(5);
    assertThat(relabelled.summary().quantity("mu[0,0]").sd()).isLessThan(1);
  }

  @Test
  void drawsInOneOrderStayTheSameObject() {
    Draws straight = draws(false);
    assertThat(straight.relabelled()).isSameAs(straight);
    Model line =
        Model.define(
            "line",
            ROWS.schema(),
            m -> m.observe("x1", Normal.of(m.parameter("a", Normal.of(0, 1)), 1)));
    Draws plain = Draws.of(line, new double[][][] {{{1}, {-1}}});
    assertThat(plain.relabelled()).isSameAs(plain);
  }

  @Test
  void weightsStayWithTheirDraws() {
    double[] weights = {0, 1, 2};
    Model two = GaussianMixture.of(ROWS.schema(), 2, "x1").model();
    Draws draws = Draws.weighted(two, new double[][][] {{{0, 5}, {6, 1}, {2, 7}}}, weights);
    DrawsPosterior relabelled = draws.relabelled();
    assertThat(relabelled.draw(0, 1)).containsExactly(1, 6);
    assertThat(relabelled.logWeights()).hasValueSatisfying(w -> assertThat(w).isEqualTo(weights));
  }

  /** Against all orders, at random costs. */
  @Test
  void theAssignmentIsTheCheapestOfAll() {
    Random random = new Random(2);
    for (int k = 1; k <= 6; k++) {
      for (int repeat = 0; repeat < 50; repeat++) {
        double[][] cost = new double[k][k];
        for (double[] row : cost) {
          Arrays.setAll(row, j -> random.nextInt(20) - 5);
        }
        int[] thing = Assignment.of(cost);
        assertThat(Arrays.stream(thing).distinct().count()).isEqualTo(k);
        double total = 0;
        for (int place = 0; place < k; place++) {
          total += cost[thing[place]][place];
        }
        assertThat(total).isEqualTo(least(cost, 0, new boolean[k]));
      }
    }
  }

  private static double least(double[][] cost, int place, boolean[] taken) {
    if (place == cost.length) {
      return 0;
    }
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < cost.length; i++) {
      if (!taken[i]) {
        taken[i] = true;
        best = Math.min(best, cost[i][place] + least(cost, place + 1, taken));
        taken[i] = false;
      }
    }
    return best;
  }
}
