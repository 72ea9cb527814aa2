package org.lethe.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Prediction;
import org.lethe.examples.gp.SparseProcess;
import org.lethe.inference.energy.Family;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Svi;

/** Beside the sparse process of the library, which is written in expressions. */
class InducingFeaturesTest {
  private static final Table ROWS =
      Table.of(
          Map.of(
              "x1", new double[] {0.3, 1.1, -0.7, 0.4, 2.0},
              "x2", new double[] {-1.2, 0.4, 2.0, -0.3, 0.1},
              "y", new double[] {0.4, -1.0, 0.3, 1.2, -0.6}));
  private static final double[] ETA = {
    Math.log(1.7), Math.log(0.8), Math.log(1.5), -1, 0.5, 0.4, -0.3, 1.2, 1.1, Math.log(0.6)
  };
  private static final InducingFeatures FEATURES = InducingFeatures.of(ETA, 2, 3);

  /** The posterior by sums and that by variational inference of the process itself. */
  @Test
  void theRegressionOnThemIsTheSparseProcess() {
    SparseProcess process =
        new SparseProcess(new String[] {"x1", "x2"}, "y", SparseProcess.Kind.NORMAL, 2);
    Table start = ROWS.select(ROWS.ids().subList(0, 3));
    GaussianPosterior there =
        Svi.of(Family.fullRank())
            .fit(process.startingAt(process.at(start), ROWS.schema()).with(ETA), ROWS, Run.seed(1))
            .posterior();

    RegressionSums sums = new RegressionSums(3);
    FeatureRows features = new FeatureRows(3);
    double[] a = new double[3];
    for (int i = 0; i < ROWS.size(); i++) {
      double[] x = {ROWS.column("x1")[i], ROWS.column("x2")[i]};
      double own = FEATURES.at(x, a);
      sums.add(a, ROWS.column("y")[i]);
      features.add(i, a, own, ROWS.column("y")[i]);
    }
    Table table = features.take();
    GaussianPosterior here =
        sums.posterior(FeatureRows.model(table.schema(), 3, FEATURES.noise()), FEATURES.noise());

    assertThat(FEATURES.noise()).isCloseTo(0.6, within(1e-12));
    assertThat(here.mean()).containsExactly(there.mean(), within(1e-6));
    assertThat(here.sd()).containsExactly(there.sd(), within(1e-6));
    Prediction mine = here.predict(table);
    Prediction theirs = there.predict(ROWS);
    assertThat(mine.mean()).containsExactly(theirs.mean(), within(1e-6));
    assertThat(mine.logScore()).containsExactly(theirs.logScore(), within(1e-6));
  }
}
