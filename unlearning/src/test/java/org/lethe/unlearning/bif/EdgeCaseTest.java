package org.lethe.unlearning.bif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.core.posterior.Provenance;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.energy.EnergyFunction;
import org.lethe.inference.laplace.Laplace;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.Forgetting;
import org.lethe.unlearning.RowOnLine;
import org.lethe.unlearning.reweight.Reweight;

/** Edits at the edge have a defined answer from every method on draws. */
class EdgeCaseTest {

  private static final Run RUN = Run.seed(1);
  private static final Table ROWS = MeanModel.rows(200);
  private static final Fit<Draws> FIT = MeanModel.draws(ROWS, 200);

  static Stream<Forgetting<DrawsPosterior>> methods() {
    return Stream.of(
        Bif.draws(ROWS, Solver.cholesky()),
        Bif.draws(ROWS, Solver.conjugateGradient(1e-10)).secondOrder(),
        Bif.draws(ROWS, Solver.cholesky()).secondOrder().stein(),
        HessianFree.of(),
        Reweight.of());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void anEditOfNothingIsRefused(Forgetting<DrawsPosterior> method) {
    assertThatThrownBy(() -> method.forget(FIT, Edit.forget(ROWS, List.of()), RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must have rows");
  }

  @Test
  void theSameRowTwiceIsRefused() {
    assertThatThrownBy(() -> Edit.forget(ROWS, List.of("row-1", "row-1")))
        .isInstanceOf(DataException.class);
    Edit once = Edit.forget(ROWS, List.of("row-1"));
    assertThatThrownBy(() -> once.and(once))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("forgotten twice");
  }

  @Test
  void unknownRowsAndOtherRemainingRowsAreRefused() {
    assertThatThrownBy(() -> Edit.forget(ROWS, List.of("row-999")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("row-999");
    Edit edit = Edit.forget(ROWS, List.of("row-1"));
    assertThatThrownBy(() -> Bif.draws(ROWS, Solver.cholesky()).forget(FIT, edit, RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must be the data of the fit after the edit");
  }

  /** Learning and forgetting one row weighs nothing: draws and weights stay. */
  @ParameterizedTest
  @MethodSource("methods")
  void aRowForgottenAndLearnedInOneEditChangesNothing(Forgetting<DrawsPosterior> method) {
    Edit nothing =
        Edit.forget(ROWS, List.of("row-5")).and(Edit.learn(ROWS.select(List.of("row-5"))));
    if (method instanceof HessianFree) {
      assertThatThrownBy(() -> method.forget(FIT, nothing, RUN))
          .isInstanceOf(FaintInfluenceException.class);
      return;
    }
    Draws same = method.forget(FIT, nothing, RUN).posterior();
    for (int i = 0; i < same.size(); i++) {
      assertThat(same.draw(1, i)).containsExactly(FIT.posterior().draw(1, i), within(1e-12));
    }
  }

  /** A correction is one edit with both signs, and lands where a retrain does. */
  @Test
  void aCorrectionActsWithBothSigns() {
    Table corrected = MeanModel.table(-7);
    Edit edit = Edit.forget(ROWS, List.of("row-0")).and(Edit.learn(corrected));
    Table after = ROWS.after(edit);
    for (int chunk : new int[] {2, 1}) {
      Draws moved =
          Bif.draws(after, Solver.cholesky()).chunk(chunk).forget(FIT, edit, RUN).posterior();
      assertThat(Points.of(moved).mean()[0]).isCloseTo(MeanModel.mean(after), within(1e-12));
    }
  }

  /** All rows gone leave the prior: exact here, and doubted, since the original never saw it. */
  @Test
  void erasingAllRowsLeavesThePriorAndADoubt() {
    Edit all = Edit.forget(ROWS, ROWS.ids());
    Fit<Draws> forgotten =
        Bif.draws(ROWS.after(all), Solver.cholesky()).secondOrder().forget(FIT, all, RUN);
    Points points = Points.of(forgotten.posterior());
    assertThat(points.mean()[0]).isCloseTo(0, within(1e-10));
    double ratio = points.covariance()[0][0] / Points.of(FIT.posterior()).covariance()[0][0];
    assertThat(ratio).isCloseTo(201, within(1e-6));
    assertThat(forgotten.verdict().level()).isEqualTo(Verdict.Level.DOUBTFUL);
    assertThat(forgotten.verdict().reasons().get(0)).contains("99.9 % ellipsoid");
  }

  /** A row whose curvature outweighs the posterior: refused with remedies, cured by damping. */
  @Test
  void anIndefiniteHessianIsRefusedAndDampingIsAWayOut() {
    RowOnLine line =
        RowOnLine.of(
            (theta, x) -> theta.minus(x).square().times(-1).plus(theta.square().times(.25)), 1);
    Fit<Gaussian> fit = line.fit();
    Bif<? super Gaussian> bif = Bif.erasedOnly(Solver.conjugateGradient(1e-8));
    Fit<GaussianPosterior> dense =
        mode(Gaussian.fullRank(fit.model(), new double[] {0}, new double[][] {{1}}), line.rows());
    assertThatThrownBy(() -> Bif.erasedOnly(Solver.cholesky()).forget(dense, line.forget(), RUN))
        .isInstanceOf(IndefiniteCurvatureException.class)
        .hasMessageContaining("smaller chunks");
    Fit<GaussianPosterior> damped =
        Bif.erasedOnly(Solver.cholesky().damped(1)).forget(dense, line.forget(), RUN);
    // H_r = 1 − 1.5 + 1, slope of h at 0 is −2
    assertThat(damped.posterior().mean()[0]).isCloseTo(-4, within(1e-12));
    assertThatThrownBy(() -> bif.forget(fit, line.forget(), RUN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none was stored");
  }

  /** As if by Laplace: the energy is then taken at the mean alone. */
  private static Fit<GaussianPosterior> mode(GaussianPosterior q, Table rows) {
    Provenance provenance =
        Provenance.trained(Laplace.of().recipe(), q.model().digest(), rows.digest(), 0, List.of());
    return Fit.of(q, provenance, Verdict.trusted(), Cost.none());
  }

  /** A normal mean has the identity for its natural parameter: one step leads to the retrain. */
  @Test
  void gaussNewtonIsExactUnderACanonicalLink() {
    Edit edit = Edit.forget(ROWS, ROWS.ids().subList(0, 20));
    Table after = ROWS.after(edit);
    Fit<GaussianPosterior> laplace = Laplace.of().fit(MeanModel.MODEL, ROWS, RUN);
    double moved =
        Bif.variational(after, Solver.cholesky().gaussNewton())
            .forget(laplace, edit, RUN)
            .posterior()
            .mean()[0];
    assertThat(moved).isCloseTo(MeanModel.mean(after), within(1e-10));
    assertThatThrownBy(
            () ->
                Bif.variational(after, Solver.cholesky().gaussNewton())
                    .forget(MeanModel.normal(ROWS), edit, RUN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("draws and Laplace fits");
  }

  /**
   * Rows drawn with replacement for each term: H has an error of a few percent, and so the step.
   */
  @Test
  void aStochasticSeriesComesClose() {
    Edit edit = Edit.forget(ROWS, ROWS.ids().subList(0, 20));
    Table after = ROWS.after(edit);
    double exact = MeanModel.mean(after) - MeanModel.mean(ROWS);
    Influence<Draws> influence =
        Bif.draws(after, Solver.neumann(60, .3, 50)).carryOut(FIT, edit, RUN);
    double moved = Points.of(influence.fit().posterior()).mean()[0] - MeanModel.mean(ROWS);
    assertThat(moved / exact).isCloseTo(1, within(.01));
  }

  /** γ of any energy: here the mode of the mean model. */
  @Test
  void anyEnergyCanForget() {
    Edit edit = Edit.forget(ROWS, ROWS.ids().subList(0, 20));
    Table after = ROWS.after(edit);
    GammaInfluence.Moved moved =
        GammaInfluence.of(
                () -> EnergyFunction.of(MeanModel.MODEL, RUN.device()),
                after,
                Solver.conjugateGradient(1e-12))
            .chunk(7)
            .move(new double[] {MeanModel.mean(ROWS)}, edit, RUN);
    assertThat(moved.gamma()[0]).isCloseTo(MeanModel.mean(after), within(1e-12));
    assertThat(moved.steps()).extracting(Step::rows).containsExactly(7, 7, 6);
    assertThat(moved.cost().rowGradients()).isEqualTo(20);
  }
}
