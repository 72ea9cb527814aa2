package org.lethe.unlearning.bif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.random.RandomStream;
import org.lethe.inference.energy.Batch;
import org.lethe.inference.energy.DenseHessian;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.laplace.Laplace;
import org.lethe.inference.run.Run;

/**
 * From the erased rows alone, in parts: the stored Hessian is that where the original stood, and so
 * is what is taken from it; slopes are those where the mode has come to.
 */
class ErasedInPartsTest {

  private static final Run RUN = Run.seed(1);
  private static final RandomStream NONE = RandomStream.of(0);
  private static final Table ROWS = LogisticRows.of(200);
  private static final Edit EDIT = Edit.forget(ROWS, ROWS.ids().subList(0, 40));
  private static final Fit<GaussianPosterior> FIT =
      Laplace.of().keepCurvature().fit(LogisticRows.MODEL, ROWS, RUN);

  /** Two stages by hand: each carries half of all rows. */
  @Test
  void curvatureIsTakenWhereTheOriginalStood() {
    double[] mode = FIT.posterior().mean();
    Batch rows = Batch.of(EDIT.rows());
    Matrix all = new Matrix(FIT.curvature().orElseThrow());
    double[] expected = mode.clone();
    Matrix erased;
    try (EnergyFunction energy = EnergyFunction.of(LogisticRows.MODEL, RUN.device())) {
      erased = new Matrix(DenseHessian.at(energy, mode, 0, rows, NONE));
      for (double done : new double[] {.5, 1}) {
        double[] slope = new double[3];
        energy.gradient(expected, 0, rows, NONE, slope);
        Vectors.scale(slope, .5);
        Vectors.add(expected, 1, Cholesky.of(all.plus(-done, erased)).solve(slope));
      }
    }
    Fit<GaussianPosterior> staged =
        Bif.erasedOnly(Solver.cholesky()).secondOrder().stages(2).forget(FIT, EDIT, RUN);
    assertThat(staged.posterior().mean()).containsExactly(expected, within(1e-12));
    Matrix left = all.plus(-1, erased);
    for (int i = 0; i < 3; i++) {
      assertThat(staged.curvature().orElseThrow()[i])
          .containsExactly(left.rows()[i], within(1e-10));
      double[] unit = new double[3];
      unit[i] = 1;
      assertThat(staged.posterior().covariance()[i])
          .containsExactly(Cholesky.of(left).solve(unit), within(1e-12));
    }
  }

  /** Chunks leave the curvature of the whole edit. */
  @Test
  void chunksLeaveTheCurvatureOfTheWhole() {
    double[][] whole =
        Bif.erasedOnly(Solver.cholesky()).forget(FIT, EDIT, RUN).curvature().orElseThrow();
    double[][] chunks =
        Bif.erasedOnly(Solver.cholesky()).chunk(7).forget(FIT, EDIT, RUN).curvature().orElseThrow();
    for (int i = 0; i < 3; i++) {
      assertThat(chunks[i]).containsExactly(whole[i], within(1e-10));
    }
  }

  @Test
  void informationIsNotTakenFromAHessian() {
    for (Solver solver :
        new Solver[] {
          Solver.cholesky().gaussNewton(), Solver.conjugateGradient(1e-8).gaussNewton().damped(1)
        }) {
      assertThatThrownBy(() -> Bif.erasedOnly(solver))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the information that gaussNewton() takes cannot be subtracted")
          .hasMessageContaining("Bif.draws or Bif.variational");
    }
  }
}
