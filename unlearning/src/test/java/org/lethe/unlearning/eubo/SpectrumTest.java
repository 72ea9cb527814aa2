package org.lethe.unlearning.eubo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Coupling;
import org.lethe.core.posterior.FlowPosterior;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.energy.Family;
import org.lethe.inference.run.NumericalException;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.DivergedException;
import org.lethe.unlearning.Gate;
import org.lethe.unlearning.LinearGaussian;
import org.lethe.unlearning.Spectrum;

class SpectrumTest {

  /** diag(−1, 2, 3, …): Lanczos finds an isolated end of the spectrum to rounding. */
  @Test
  void lanczosFindsTheSmallestEigenvalue() {
    int d = 300;
    double found =
        Spectrum.smallest(
            d,
            v -> {
              double[] out = new double[d];
              for (int i = 0; i < d; i++) {
                out[i] = v[i] * (i == 0 ? -1 : i + 1);
              }
              return out;
            });
    assertThat(found).isCloseTo(-1, within(1e-6));
  }

  @Test
  void aMatrixAtHandIsSolved() {
    assertThat(Spectrum.smallest(new DMatrixRMaj(new double[][] {{2, -3}, {-3, 2}})))
        .isCloseTo(-1, within(1e-14));
  }

  /** I − AᵀXᵀXA, A Aᵀ = Λ⁻¹, has the eigenvalues 1 − k; the largest k is .588356. */
  @Test
  void theWhitenedPrecisionHasThePublishedEigenvalue() {
    Gaussian q = LinearGaussian.exact(LinearGaussian.ROWS).posterior();
    Edit edit = Edit.forget(LinearGaussian.ROWS, List.of("row-0", "row-3"));
    try (EditedPrecision precision = EditedPrecision.of(q, new Gate.None(), edit, 1, Run.seed(0))) {
      assertThat(Spectrum.smallest(precision.whitened())).isCloseTo(1 - .588356, within(1e-6));
      // λ_min of Λ_r = [[7, 2], [2, 3.5]]
      double expected = 5.25 - Math.sqrt(1.75 * 1.75 + 4);
      assertThat(precision.smallestEigenvalue(Optional.of(precision.whitened())))
          .isCloseTo(expected, within(1e-10));
    }
  }

  /** Layers too steep for a search, and rows that no program could be bound to. */
  @Test
  void aGateWithoutAModeIsRefusedBeforeAnythingIsOpened() {
    int d = 5;
    Table rows = LinearGaussian.ROWS;
    Model model =
        Model.define(
            "wild",
            rows.schema(),
            m -> m.observe("y", Normal.of(m.parameter("b", Normal.of(0, 1), d).sum(0), 1)));
    Coupling coupling = Coupling.of(d, 4);
    double[] steep = new double[coupling.size()];
    RandomStream.of(1).gaussians(steep, 0, steep.length);
    Arrays.setAll(steep, i -> 100 * steep[i]);
    double[][] unit = new double[d][d];
    for (int i = 0; i < d; i++) {
      unit[i][i] = 1;
    }
    FlowPosterior q = FlowPosterior.of(model, new double[d], unit, coupling, steep);
    Table other = Table.of(Map.of("other", new double[] {1, 2}));
    Edit edit = Edit.forget(other, other.ids().subList(0, 1));
    Gate gate = new Gate.Threshold(0.1, true);
    assertThatThrownBy(() -> EditedPrecision.of(q, gate, edit, 1, Run.seed(0)).close())
        .isInstanceOf(NumericalException.class)
        .hasMessageStartingWith("Flow: the mode of the posterior of model wild was not found");
  }

  @Test
  void aRunawayEndsTheDescent() {
    try (EnergyFunction energy = EnergyFunction.of(LinearGaussian.MODEL, Run.seed(0).device());
        Leash leash = new Leash(energy, Family.meanField(), 2)) {
      Batch batch = Batch.of(LinearGaussian.ROWS);
      double[] out = new double[2];
      assertThatThrownBy(
              () -> leash.gradient(new double[] {0, 2000}, 1, batch, RandomStream.of(0), out))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("the distance of the mean is 2.00e+03 standard deviations");
      leash.gradient(new double[] {0, 900}, 1, batch, RandomStream.of(0), out);
    }
  }

  /** Of λ = (m [2], the triangle by rows [3], weights). */
  @Test
  void aRunawayOfAFlowIsCalledWhatItIs() {
    Family<?> family = Family.flow(2);
    String scale = "a scale is 2.00e+03 standard deviations of the original posterior;";
    String weight = "diverged: a weight of the layers is 2.00e+03;";
    try (EnergyFunction energy = EnergyFunction.of(LinearGaussian.MODEL, Run.seed(0).device());
        Leash leash = new Leash(energy, family, 2)) {
      Batch batch = Batch.of(LinearGaussian.ROWS);
      for (int i : new int[] {2, 3, 4, 5, family.size(2) - 1}) {
        double[] lambda = family.start(2);
        lambda[i] = i == 2 || i == 4 ? Math.log(2000) : -2000;
        assertThatThrownBy(
                () -> leash.gradient(lambda, 1, batch, RandomStream.of(0), new double[2]))
            .isInstanceOf(DivergedException.class)
            .hasMessageContaining(i < 5 ? scale : weight);
      }
    }
  }
}
