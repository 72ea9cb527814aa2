package org.lethe.unlearning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Quantity;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.Family;
import org.lethe.inference.hmc.Nuts;
import org.lethe.inference.run.Run;
import org.lethe.inference.svi.Svi;
import org.lethe.unlearning.baseline.Retrain;

/**
 * y₁ ~ N(μ, 1), yᵢ ~ N(μ + φ(yᵢ₋₁ − μ), 1), φ = ½, μ ~ N(0, 1): a model that is no sum over rows,
 * with a normal posterior of precision 2 + (n − 1)/4 and mean (y₁ + ½Σ(yᵢ − ½yᵢ₋₁))/precision.
 */
class CoupledRowsTest {

  private static final double[] Y = {1.2, .4, 2.1, 1.7, .3, 1.9};
  private static final Table ROWS = Table.of(Map.of("y", Y));
  private static final Run RUN = Run.seed(3);
  private static final Model MODEL =
      Model.define(
          "walk",
          ROWS.schema(),
          m -> {
            Expr y = m.allRows().column("y");
            int n = m.allRows().size();
            Expr mu = m.parameter("mu", Normal.of(0, 1));
            Expr before = Expr.concat(mu, y.slice(0, n - 1));
            Expr mean = mu.plus(before.minus(mu).times(.5));
            m.observeJointly(
                "each row follows the one before", Normal.of(mean, 1).logDensity(y).sum());
          });
  private static final String WHY = "model walk couples its rows: each row follows the one before";
  private static final Nuts NUTS = Nuts.of().chains(2).draws(1500);
  private static final Fit<DrawsPosterior> FIT = NUTS.fit(MODEL, ROWS, RUN);

  private static double precision(int n) {
    return 2 + (n - 1) / 4.0;
  }

  /** 3000 draws count as 750 at least: four standard errors, false alarm 6e-5 each. */
  private static void agrees(Fit<DrawsPosterior> fit, double[] y) {
    double sum = y[0];
    for (int i = 1; i < y.length; i++) {
      sum += .5 * (y[i] - .5 * y[i - 1]);
    }
    double sd = Math.sqrt(1 / precision(y.length));
    Quantity mu = fit.posterior().summary().quantity("mu");
    assertThat(mu.mean()).isCloseTo(sum * sd * sd, within(4 * sd / Math.sqrt(750)));
    assertThat(mu.sd()).isCloseTo(sd, within(4 * sd / Math.sqrt(1500)));
  }

  private static void refused(ThrowingCallable call, String rest) {
    assertThatThrownBy(call).hasMessageContaining(WHY).hasMessageContaining(rest);
  }

  @Test
  void itIsSampledInFullBatch() {
    agrees(FIT, Y);
  }

  @Test
  void aMinibatchHasNoEnergy() {
    refused(() -> EnergyFunction.of(MODEL, Device.cpu(1)), "it has an energy once it meets them");
    try (EnergyFunction energy = EnergyFunction.of(MODEL.on(ROWS), Device.cpu(1))) {
      double[] at = {.2};
      RandomStream none = RandomStream.of(0);
      assertThat(energy.value(at, 1, Batch.of(ROWS), none)).isFinite();
      Batch part = Batch.of(ROWS, new int[] {0, 2}, 0, 2);
      refused(() -> energy.value(at, 1, part, none), "none of a minibatch or an edit");
      Batch weighted = new Batch(ROWS, new int[0], new double[] {1, 1, 1, 1, 1, -1}, 0, 6);
      refused(() -> energy.value(at, 1, weighted, none), "none of a minibatch or an edit");
    }
    refused(
        () -> Svi.of(Family.fullRank()).fit(MODEL.on(ROWS), ROWS, RUN),
        "sample it in full batch, by Nuts");
  }

  @Test
  void forgettingIsRefusedAndRetrainingIsNot() {
    Edit edit = Edit.forget(ROWS, List.of("row-5"));
    refused(
        () -> new Request<>("Reweight", FIT, edit, RUN),
        "no row can be forgotten without the others, so train again on the rows that stay");
    Fit<DrawsPosterior> retrained = Retrain.of(NUTS, ROWS.after(edit)).forget(FIT, edit, RUN);
    agrees(retrained, new double[] {1.2, .4, 2.1, 1.7, .3});
  }

  @Test
  void aRowAloneHasNoPrediction() {
    refused(() -> FIT.posterior().predict(ROWS).logScore(), "a row by itself has no predictive");
  }

  @Test
  void aFileNeedsItsRows(@TempDir Path folder) {
    Path file = folder.resolve("walk.fit");
    FIT.save(file);
    refused(() -> Fit.load(file, DrawsPosterior.class, MODEL), "by Model.on");
    Table others = ROWS.select(List.of("row-0", "row-1"));
    refused(() -> Fit.load(file, DrawsPosterior.class, MODEL.on(others)), "by Model.on");
    Fit<DrawsPosterior> back = Fit.load(file, DrawsPosterior.class, MODEL.on(ROWS));
    assertThat(back.id()).isEqualTo(FIT.id());
    assertThat(back.posterior().summary()).isEqualTo(FIT.posterior().summary());
  }
}
