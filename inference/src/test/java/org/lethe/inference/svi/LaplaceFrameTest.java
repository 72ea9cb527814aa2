package org.lethe.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lethe.core.expr.Device;
import org.lethe.core.model.Model;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.GaussianFamily;
import org.lethe.inference.energy.Models;
import org.lethe.inference.laplace.Mode;
import org.lethe.inference.laplace.ModeSearch;
import org.lethe.inference.run.Listener;

class LaplaceFrameTest {

  /** A Aᵀ must be the inverse of Λ = [[9, 5], [5, 8.5]], and 1/√9, 1/√8.5 the mean-field scale. */
  @Test
  void theLaplaceFrameInvertsTheHessian() {
    Mode mode = mode();
    Model model = Models.linear();
    GaussianFamily full = Family.fullRank();
    double[][] covariance =
        full.posterior(model, LaplaceFrame.of(full, mode), new double[5]).covariance();
    assertThat(covariance[0])
        .usingComparatorWithPrecision(1e-14)
        .containsExactly(8.5 / 51.5, -5 / 51.5);
    assertThat(covariance[1][1]).isCloseTo(9 / 51.5, within(1e-14));
    GaussianFamily mean = Family.meanField();
    double[] sd = mean.posterior(model, LaplaceFrame.of(mean, mode), new double[4]).sd();
    assertThat(sd).usingComparatorWithPrecision(1e-14).containsExactly(1 / 3.0, 1 / Math.sqrt(8.5));
  }

  private static Mode mode() {
    try (EnergyFunction energy = EnergyFunction.of(Models.linear(), Device.cpu(1))) {
      return ModeSearch.find(energy, Batch.of(Models.six()), new double[2], Listener.silent());
    }
  }
}
