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
import org.lethe.core.expr.Device;
import org.lethe.core.expr.Expr;
import org.lethe.core.expr.Precision;
import org.lethe.core.expr.Program;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Coupling;
import org.lethe.core.posterior.FlowPosterior;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.random.Purpose;
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

  /**
   * In ε a flow is N(0, I): the matrix is I + the mean over draws of ∇²Σ(−w) g log p(y | T(ε)), g
   * at the draw, here by central differences, whose error at 1e-3 is of order 1e-6.
   */
  @Test
  void aFlowIsSeenInTheCoordinatesInWhichItIsNormal() {
    Coupling coupling = Coupling.of(2, 2);
    double[] weights = coupling.start();
    Arrays.setAll(weights, i -> weights[i] + Math.sin(i + 1) / 2);
    double[][] factor = {{.5, 0}, {-.2, .4}};
    FlowPosterior q =
        FlowPosterior.of(LinearGaussian.MODEL, new double[] {.2, .7}, factor, coupling, weights);
    Edit edit =
        Edit.forget(LinearGaussian.ROWS, List.of("row-0", "row-3"))
            .and(Edit.learn(LinearGaussian.ROWS.select(List.of("row-4"))));
    int draws = 3;
    double[] points = new double[2 * draws];
    RandomStream.of(5).at(0, Purpose.FREE + 2).gaussians(points, 0, points.length);
    Gate gate = new Gate.Threshold(.1, true);
    double[][] expected = {{1, 0}, {0, 1}};
    Expr noise = Expr.input("noise", 2);
    try (Program.Executor place =
        Program.of(List.of(noise), List.of(q.point(noise))).on(Device.cpu(1), Precision.DOUBLE)) {
      for (int s = 0; s < draws; s++) {
        double[] at = {points[2 * s], points[2 * s + 1]};
        double open =
            1 / (1 + Math.exp(-2 * (q.logDensity(moved(place, at)) - q.logMode() - Math.log(.1))));
        for (int k = 0; k < 4; k++) {
          expected[k / 2][k % 2] += second(place, edit, open, at, k / 2, k % 2) / draws;
        }
      }
    }
    try (EditedPrecision precision = EditedPrecision.of(q, gate, edit, draws, Run.seed(5))) {
      for (int k = 0; k < 4; k++) {
        assertThat(precision.whitened().get(k / 2, k % 2))
            .isCloseTo(expected[k / 2][k % 2], within(1e-4));
      }
    }
  }

  private static double[] moved(Program.Executor place, double... noise) {
    double[] theta = new double[2];
    place.call(noise, theta);
    return theta;
  }

  private static double second(
      Program.Executor place, Edit edit, double open, double[] at, int i, int j) {
    double h = 1e-3;
    double sum = 0;
    for (int side = 0; side < 4; side++) {
      double one = side < 2 ? h : -h;
      double other = side % 2 == 0 ? h : -h;
      double[] near = at.clone();
      near[i] += one;
      near[j] += other;
      sum += Math.signum(one * other) * energy(edit, open, moved(place, near));
    }
    return sum / (4 * h * h);
  }

  private static double energy(Edit edit, double open, double[] theta) {
    double sum = 0;
    for (int row = 0; row < edit.rows().size(); row++) {
      double w = edit.weights()[row];
      double e = edit.rows().column("y")[row];
      e -= theta[0] * edit.rows().column("x1")[row] + theta[1] * edit.rows().column("x2")[row];
      sum += (w > 0 ? w : w * open) * e * e / 2;
    }
    return sum;
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
