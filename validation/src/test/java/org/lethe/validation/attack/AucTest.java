package org.lethe.validation.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.lethe.core.random.RandomStream;
import org.lethe.validation.divergence.Estimate;

class AucTest {
  @Test
  void pairsAreCountedAndTiesCountHalf() {
    // over (3, 1, 2) × (2, 0): wins 3>2, 3>0, 1>0, 2>0, tie 2=2, loss 1<2
    Estimate auc = Auc.of(new double[] {3, 1, 2}, new double[] {2, 0});
    assertThat(auc.value()).isCloseTo(4.5 / 6, within(1e-15));
    // DeLong by hand: placements of x 1, ½, ¾ with variance 1/16; of y ½, 1 with variance ⅛
    double sd = Math.sqrt(1.0 / 16 / 3 + 1.0 / 8 / 2);
    assertThat(auc.interval().low()).isCloseTo(.75 - 1.959964 * sd, within(1e-6));
    assertThat(auc.interval().high()).isEqualTo(1);
  }

  @Test
  void theIntervalCoversTheTruth() {
    double truth = new NormalDistribution().cumulativeProbability(.8 / Math.sqrt(2));
    int covered = 0;
    for (int r = 0; r < 400; r++) {
      double[] z = new double[100];
      RandomStream.of(9).at(r, 0).gaussians(z, 0, 100);
      double[] x = new double[40];
      double[] y = new double[60];
      for (int i = 0; i < 100; i++) {
        if (i < 40) {
          x[i] = z[i] + .8;
        } else {
          y[i - 40] = z[i];
        }
      }
      covered += Auc.of(x, y).interval().contains(truth) ? 1 : 0;
    }
    // nominal 380 of 400; P(at most 362) = 2e−4, P(at least 396) = 1e−4
    assertThat(covered).isBetween(363, 395);
  }

  @Test
  void samplesThatDoNotOverlapKeepAnHonestInterval() {
    Estimate apart = Auc.of(new double[] {5, 6, 7}, new double[] {1, 2, 3, 4});
    assertThat(apart.value()).isEqualTo(1);
    // .025^(1/3): three of three would be seen this often
    assertThat(apart.interval().low()).isCloseTo(Math.cbrt(.025), within(1e-12));
    assertThat(Auc.of(new double[] {1, 2}, new double[] {3, 4}).interval().high())
        .isCloseTo(1 - Math.sqrt(.025), within(1e-12));
  }

  @Test
  void oneScoreIsTooFew() {
    assertThatThrownBy(() -> Auc.of(new double[] {1}, new double[] {1, 2}))
        .hasMessage("Auc: each sample must have at least 2 scores, got 1 and 2");
  }
}
