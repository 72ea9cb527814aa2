package org.lethe.validation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.HalfNormal;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.random.Purpose;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.hmc.Nuts;
import org.lethe.inference.run.Run;

class ChainPlotsTest {

  private static final Table ROWS = rows();

  /** A hundred standard Gaussians and one value that no Gaussian has. */
  private static Table rows() {
    double[] y = new double[101];
    RandomStream.of(3).at(0, Purpose.SIMULATION).gaussians(y, 0, 100);
    y[100] = 12;
    return Table.of(Map.of("y", y));
  }

  private static DrawsPosterior posterior() {
    Model model =
        Model.define(
            "normal",
            ROWS.schema(),
            m -> {
              Expr mu = m.parameter("mu", Normal.of(0, 10));
              Expr sigma = m.parameter("sigma", HalfNormal.of(10));
              m.observe("y", Normal.of(mu, sigma));
            });
    return Nuts.of().warmup(200).draws(300).fit(model, ROWS, Run.seed(1)).posterior();
  }

  @Test
  void everyQuantityHasATraceAndARankPlotOfAllChains() {
    DrawsPosterior posterior = posterior();
    List<Plot> traces = ChainPlots.traces(posterior, 9);
    assertThat(traces).extracting(Plot::title).containsExactly("mu", "sigma");
    assertThat(traces.get(1).series()).hasSize(4);
    assertThat(traces.get(1).series().get(0).y()[0]).isEqualTo(Math.exp(posterior.draw(0, 0)[1]));
    Plot ranks = ChainPlots.ranks(posterior, 1).get(0);
    assertThat(ranks.series()).hasSize(5);
    assertThat(Arrays.stream(ranks.series().get(2).y()).sum()).isEqualTo(300);
    assertThat(ranks.series().get(4).y()[0]).isEqualTo(15);
    assertThat(ranks.png()).isNotEmpty();
  }

  /** The first chain lies below the second. */
  @Test
  void ranksTellChainsApart() {
    double[][] apart = {{1, 3, 2, 4}, {8, 6, 7, 5}};
    assertThat(ChainPlots.counts(apart, 2)).isEqualTo(new int[][] {{4, 0}, {0, 4}});
  }

  /** A Gaussian of sd 1.6 never reaches 12 in 101 rows, and its mean it always has. */
  @Test
  void aPredictiveCheckFindsWhatTheModelCannotMake() {
    PredictiveCheck check = PredictiveCheck.of(posterior(), ROWS, "y", 200);
    assertThat(check.tail(sorted -> sorted[sorted.length - 1])).isLessThan(0.01);
    assertThat(check.tail(sorted -> Arrays.stream(sorted).average().orElseThrow()))
        .isBetween(0.2, 0.8);
    assertThat(check.plot("y").series()).hasSize(6);
  }
}
