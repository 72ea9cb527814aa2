package org.lethe.core.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.model.GaussianMixture;
import org.lethe.core.model.Model;

/** Two centres in the plane and their logits: θ = (μ₀, μ₁, logits), six numbers. */
class CopiesTest {
  private static final Table ROWS =
      Table.of(Map.of("x1", new double[] {0, 1}, "x2", new double[] {2, 3}));
  private static final Model TWO =
      GaussianMixture.of(ROWS.schema(), 2, "x1", "x2").unknownWeights(1).model();
  private static final double[] GRADIENT = {1, 10, 100, 1000, 3, 5};

  /** Centres a certain distance apart, a third of it in x₁ alone; logits alike. */
  private static Copies at(double distance) {
    Random random = new Random(1);
    double[][][] chains = new double[2][100][6];
    for (double[][] chain : chains) {
      for (double[] theta : chain) {
        for (int i = 0; i < 6; i++) {
          theta[i] = random.nextGaussian();
        }
        theta[2] += .6 * distance;
        theta[3] += .8 * distance;
      }
    }
    return Copies.of(Draws.of(TWO, chains));
  }

  /** Of 200 normal numbers the least is about 2.7 sds below, and three more must be left. */
  @Test
  void copiesThatTouchHaveSumsAlone() {
    for (double distance : new double[] {0, 3, 9}) {
      assertThat(at(distance).sums(GRADIENT)).containsExactly(101, 1010, 8);
      assertThat(at(distance).averaged(GRADIENT)).containsExactly(50.5, 505, 50.5, 505, 4, 4);
    }
    assertThat(at(9).size()).isEqualTo(3);
  }

  @Test
  void copiesThatAreApartHaveAll() {
    assertThat(at(15).sums(GRADIENT)).containsExactly(GRADIENT);
    assertThat(at(15).averaged(GRADIENT)).containsExactly(GRADIENT);
    assertThat(at(15).size()).isEqualTo(6);
  }

  /** One draw on the way between two orders is enough. */
  @Test
  void oneDrawOnTheWayTouches() {
    Random random = new Random(1);
    double[][][] chains = new double[1][200][6];
    for (double[] theta : chains[0]) {
      for (int i = 0; i < 6; i++) {
        theta[i] = (i == 2 ? 30 : 0) + random.nextGaussian();
      }
    }
    assertThat(Copies.of(Draws.of(TWO, chains)).size()).isEqualTo(6);
    chains[0][150][0] = 15;
    assertThat(Copies.of(Draws.of(TWO, chains)).size()).isEqualTo(3);
  }

  @Test
  void aModelWithoutExchangeableParametersHasAll() {
    Model line =
        Model.define(
            "line",
            ROWS.schema(),
            m -> m.observe("x1", Normal.of(m.parameter("a", Normal.of(0, 1)), 1)));
    Copies one = Copies.of(Draws.of(line, new double[][][] {{{1}, {-1}}}));
    assertThat(one.averaged(new double[] {7})).containsExactly(7);
    assertThatThrownBy(() -> one.sums(new double[2]))
        .hasMessage("Copies: the gradient must have 1 numbers, got 2");
  }
}
