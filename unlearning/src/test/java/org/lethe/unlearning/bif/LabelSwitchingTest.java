package org.lethe.unlearning.bif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.model.GaussianMixture;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Quantity;
import org.lethe.inference.run.Run;
import org.lethe.inference.run.StepSize;
import org.lethe.inference.sgmcmc.ChainStart;
import org.lethe.inference.sgmcmc.Sgld;

/**
 * Forgetting from chains that hold the components in opposite orders, of two clusters 16 apart:
 * each centre is N(Σx/p, 1/p) with p = 1/25 + n, before and after.
 */
class LabelSwitchingTest {
  private static final double[] X =
      IntStream.range(0, 60).mapToDouble(i -> (i < 30 ? -8 : 8) + (i % 30 - 14.5) / 14.5).toArray();

  private static final Table ROWS = Table.of(Map.of("x", X));
  private static final Model MODEL = GaussianMixture.of(ROWS.schema(), 2, "x").prior(5).model();

  /**
   * The last ten rows of the second cluster go: its mean falls by .34, two of its sds. Second order
   * is exact there, so five standard errors of the draws, which are moved together; their sd is 3 %
   * too wide by steps of .1/p, and known to 5 %.
   */
  @Test
  void chainsInOppositeOrdersForgetAsThoseInOneWould() {
    double[] one = {-8, 8};
    double[] other = {8, -8};
    Fit<DrawsPosterior> fit =
        Sgld.of(StepSize.constant(.1 / 30))
            .batch(3000)
            .start(ChainStart.at(one, other, other, one))
            .fit(MODEL, ROWS, Run.seed(1));
    Edit edit = Edit.forget(ROWS, ROWS.ids().subList(50, 60));
    Fit<DrawsPosterior> forgotten =
        Bif.draws(ROWS.after(edit), Solver.cholesky()).secondOrder().forget(fit, edit, Run.seed(1));
    assertThat(fit.verdict().reasons()).isEmpty();
    assertThat(forgotten.verdict().reasons()).noneMatch(reason -> reason.contains("R-hat"));
    holds(forgotten.posterior(), 0, Arrays.copyOf(X, 30));
    holds(forgotten.posterior(), 1, Arrays.copyOfRange(X, 30, 50));
  }

  private static void holds(DrawsPosterior q, int component, double[] x) {
    double p = 1 / 25.0 + x.length;
    Quantity mu = q.summary().quantities().get(component);
    double error = mu.mixing().orElseThrow().mcse();
    assertThat(error).isLessThan(.1 / Math.sqrt(p));
    assertThat(mu.mean()).isCloseTo(Arrays.stream(x).sum() / p, within(5 * error));
    assertThat(mu.sd()).isCloseTo(1 / Math.sqrt(p), within(.15 / Math.sqrt(p)));
  }
}
