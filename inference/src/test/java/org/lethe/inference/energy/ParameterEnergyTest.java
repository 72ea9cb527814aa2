package org.lethe.inference.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.model.Model;
import org.lethe.core.random.RandomStream;

class ParameterEnergyTest {

  private static final RandomStream NONE = RandomStream.of(0);

  @Test
  void valueGradientAndHessianProductBelongToOneFunction() {
    Table rows = Models.rows(30);
    for (Model model : List.of(Models.logistic(), Models.poisson(), Models.robust())) {
      try (EnergyFunction energy = EnergyFunction.of(model, Device.cpu(1))) {
        double[] at = Models.point(energy.dimension(), 1);
        GradientContract.check(energy, at, Models.signed(rows), NONE);
      }
    }
  }

  /** ½Σ(y − θ·x)² + ½|θ|² and its constants, by hand at θ = (1, −1). */
  @Test
  void linearGaussianEnergyIsWhatTheFormulaSays() {
    try (EnergyFunction energy = EnergyFunction.of(Models.linear(), Device.cpu(1))) {
      double squares = 1 + 0 + 2.25 + 9 + 6.25 + 0;
      double expected = 0.5 * squares + 0.5 * 2 + (6 + 2) * 0.5 * Math.log(2 * Math.PI);
      double[] theta = {1, -1};
      assertThat(energy.value(theta, 1, Batch.of(Models.six()), NONE))
          .isCloseTo(expected, within(1e-13));
    }
  }

  @Test
  void aBatchIsASignedSelectionOfRows() {
    Table rows = Models.rows(10);
    try (EnergyFunction energy = EnergyFunction.of(Models.logistic(), Device.cpu(1))) {
      double[] at = {0.3, 0.2, -0.1};
      double all = energy.value(at, 0, Batch.of(rows), NONE);
      double some = energy.value(at, 0, Batch.of(rows, new int[] {9, 1, 4, 7}, 1, 3), NONE);
      double[] without = {1, 0, 1, 1, 0, 1, 1, 1, 1, 1};
      without[1] = 0;
      Batch rest = new Batch(rows, new int[0], without, 0, 10);
      assertThat(energy.value(at, 0, rest, NONE)).isCloseTo(all - some, within(1e-13));
    }
  }
}
