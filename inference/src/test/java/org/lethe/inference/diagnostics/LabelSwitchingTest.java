package org.lethe.inference.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.model.GaussianMixture;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Quantity;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;
import org.lethe.inference.sgmcmc.ChainStart;
import org.lethe.inference.sgmcmc.Sgld;
import org.lethe.inference.sgmcmc.Sgmcmc;

/** Two clusters of fifteen rows, 16 apart: each centre is N(Σx/p, 1/p) with p = 1/25 + 15. */
class LabelSwitchingTest {
  private static final Table ROWS =
      Table.of(
          Map.of(
              "x",
              IntStream.range(0, 30)
                  .mapToDouble(i -> (i < 15 ? -8 : 8) + (i % 15 - 7) / 7.0)
                  .toArray()));

  private static final Model MODEL = GaussianMixture.of(ROWS.schema(), 2, "x").prior(5).model();
  private static final Sgmcmc SGLD = Sgld.of(StepSize.constant(.1 / 15)).batch(1000).thin(4);

  private static Fit<DrawsPosterior> fit(double[]... starts) {
    return SGLD.chains(4).start(ChainStart.at(starts)).fit(MODEL, ROWS, Run.seed(1));
  }

  /** Five standard errors by the draws' own; the sd is 5 % too wide, by steps of .1/p. */
  @Test
  void chainsInOppositeOrderFitAsWellAsThoseInOne() {
    double[] one = {-8, 8};
    double[] other = {8, -8};
    Fit<DrawsPosterior> fit = fit(one, other, other, one);
    assertThat(fit.verdict().reasons()).isEmpty();
    List<Quantity> summary = fit.posterior().summary().quantities();
    for (int k = 0; k < 2; k++) {
      double error = summary.get(k).mixing().orElseThrow().mcse();
      assertThat(summary.get(k).mean())
          .isCloseTo((k == 0 ? -8 : 8) * 15 / 15.04, within(5 * error));
      assertThat(summary.get(k).sd()).isCloseTo(1 / Math.sqrt(15.04), within(.1 * .258));
    }
  }

  /** Draws that are given from outside are judged as they are. */
  @Test
  void drawsInTwoOrdersAsTheyAreHaveNotMixed() {
    DrawsPosterior fit =
        fit(new double[] {-8, 8}, new double[] {-8, 8}, new double[] {-8, 8}, new double[] {-8, 8})
            .posterior();
    double[][][] chains = new double[4][fit.size()][];
    for (int c = 0; c < 4; c++) {
      for (int i = 0; i < fit.size(); i++) {
        double[] theta = fit.draw(c, i);
        chains[c][i] = c % 2 == 0 ? theta : new double[] {theta[1], theta[0]};
      }
    }
    Draws switched = Draws.of(MODEL, chains);
    assertThat(MixingCheck.doubts(switched)).anyMatch(reason -> reason.contains("relabelled"));
    assertThat(MixingCheck.doubts(switched.relabelled())).isEmpty();
  }

  /** No order brings centres at −8 and 8 to others at −8 and 0. */
  @Test
  void chainsInOtherModesThanOrdersHaveNotMixedInAnyOrder() {
    Random random = new Random(1);
    double[][][] chains = new double[4][500][2];
    for (int c = 0; c < 4; c++) {
      for (double[] theta : chains[c]) {
        theta[c % 2] = -8 + .2 * random.nextGaussian();
        theta[1 - c % 2] = (c < 2 ? 8 : 0) + .2 * random.nextGaussian();
      }
    }
    assertThat(MixingCheck.doubts(Draws.of(MODEL, chains).relabelled()))
        .anyMatch(reason -> reason.contains("run a longer warm-up"));
  }
}
