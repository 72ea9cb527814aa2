package org.lethe.unlearning.bif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.inference.laplace.StoredCurvature;
import org.lethe.inference.run.Run;

/** The model in which influence with H_r must be exact, and every number is known. */
class ConjugateMeanTest {

  private static final Run RUN = Run.seed(1);
  private static final Table ROWS = MeanModel.rows(1000);

  static Stream<Arguments> exactSolvers() {
    return Stream.of(1, 10, 100, 300, 1000)
        .flatMap(
            m ->
                Stream.of(
                        Solver.cholesky(),
                        Solver.conjugateGradient(1e-12),
                        Solver.neumann(80, 1, 0))
                    .map(solver -> Arguments.of(m, solver)));
  }

  @ParameterizedTest
  @MethodSource("exactSolvers")
  void theHessianOfTheRowsThatStayIsExact(int m, Solver solver) {
    Edit edit = Edit.forget(ROWS, ROWS.ids().subList(0, m));
    Table remaining = ROWS.after(edit);
    if (m == 1000 && !(solver instanceof DenseCholesky || solver instanceof ConjugateGradient)) {
      return; // 1 − 1/1001 a term: nothing is recovered in 80
    }
    Fit<Draws> forgotten =
        Bif.draws(remaining, solver).forget(MeanModel.draws(ROWS, 20), edit, RUN);
    assertThat(mean(forgotten.posterior())).isCloseTo(MeanModel.mean(remaining), within(1e-10));
  }

  @Test
  void fourRows() {
    Table four = MeanModel.table(1, 2, 3, 4);
    Edit edit = Edit.forget(four, List.of("row-3"));
    Fit<Draws> fit = MeanModel.draws(four, 5);
    assertThat(mean(fit.posterior())).isCloseTo(2, within(1e-14));
    Fit<Draws> forgotten = Bif.draws(four.after(edit), Solver.cholesky()).forget(fit, edit, RUN);
    assertThat(mean(forgotten.posterior())).isCloseTo(1.5, within(1e-14));
  }

  /**
   * With H_D, as published and as {@link StoredCurvature} gives it, the step is m/(n + 1) too
   * short, the fraction that H_r adds.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100, 300})
  void theHessianOfAllRowsErrsByTheErasedFraction(int m) {
    Edit edit = Edit.forget(ROWS, ROWS.ids().subList(0, m));
    double before = MeanModel.mean(ROWS);
    double after = MeanModel.mean(ROWS.after(edit));
    Fit<Draws> fit = MeanModel.draws(ROWS, 20);
    double slope = 0;
    for (double x : edit.rows().column("x")) {
      slope += before - x;
    }
    double[][] stored = StoredCurvature.in(fit, ROWS, RUN).curvature().orElseThrow();
    double published = before + slope / stored[0][0];
    assertThat((after - published) / (after - before)).isCloseTo(m / 1001.0, within(1e-10));
    Fit<Draws> forgotten = Bif.draws(ROWS.after(edit), Solver.cholesky()).forget(fit, edit, RUN);
    assertThat(mean(forgotten.posterior()) - published)
        .isCloseTo((after - before) * m / 1001, within(1e-10));
  }

  /** ½(r − 1 − ln r), r = (n − m + 1)/(n + 1): what moving the mean alone cannot lower. */
  @Test
  void aTranslationKeepsTheVarianceAndSecondOrderDoesNot() {
    Edit edit = Edit.forget(ROWS, ROWS.ids().subList(0, 300));
    Table remaining = ROWS.after(edit);
    double r = 701 / 1001.0;
    Bif<DrawsPosterior> bif = Bif.draws(remaining, Solver.cholesky());
    Fit<Draws> fit = MeanModel.draws(ROWS, 20);
    double variance = variance(fit);
    assertThat(variance(bif.forget(fit, edit, RUN))).isCloseTo(variance, within(1e-12));
    assertThat(variance(bif.secondOrder().forget(fit, edit, RUN)) / variance)
        .isCloseTo(1 / r, within(1e-10));
    Gaussian before = MeanModel.normal(ROWS).posterior();
    Gaussian exact = MeanModel.normal(remaining).posterior();
    Gaussian moved = Gaussian.meanField(before.model(), exact.mean(), before.sd());
    assertThat(moved.kl(exact)).isCloseTo(.0282733, within(5e-8));
  }

  @Test
  void aGaussianIsExactInItsNaturalParameters() {
    Edit edit = Edit.forget(ROWS, ROWS.ids().subList(0, 300));
    Table remaining = ROWS.after(edit);
    Gaussian exact = MeanModel.normal(remaining).posterior();
    for (Solver solver : List.of(Solver.cholesky(), Solver.conjugateGradient(1e-12))) {
      for (int chunk : new int[] {300, 80}) {
        Gaussian forgotten =
            Bif.variational(remaining, solver)
                .secondOrder()
                .chunk(chunk)
                .forget(MeanModel.normal(ROWS), edit, RUN)
                .posterior();
        assertThat(forgotten.mean()[0]).isCloseTo(exact.mean()[0], within(1e-10));
        assertThat(forgotten.sd()[0]).isCloseTo(exact.sd()[0], within(1e-10));
      }
    }
  }

  /**
   * A step in log s is first order: log s′ − log s = ½ m/(n − m + 1) in place of ½ ln(1 + that).
   */
  @Test
  void variationalParametersMoveByTheirOwnHessian() {
    Edit edit = Edit.forget(ROWS, ROWS.ids().subList(0, 100));
    Table remaining = ROWS.after(edit);
    Gaussian forgotten =
        Bif.variational(remaining, Solver.conjugateGradient(1e-12))
            .forget(MeanModel.normal(ROWS), edit, RUN)
            .posterior();
    Gaussian exact = MeanModel.normal(remaining).posterior();
    assertThat(forgotten.mean()[0]).isCloseTo(exact.mean()[0], within(1e-10));
    double ratio = forgotten.sd()[0] / MeanModel.sd(ROWS);
    assertThat(Math.log(ratio)).isCloseTo(.5 * 100 / 901.0, within(1e-9));
  }

  @Test
  void learningIsForgettingWithTheOtherSign() {
    Table first = ROWS.select(ROWS.ids().subList(0, 800));
    Edit edit = Edit.learn(ROWS.select(ROWS.ids().subList(800, 1000)));
    Fit<Draws> learned =
        Bif.draws(first.after(edit), Solver.cholesky())
            .secondOrder()
            .forget(MeanModel.draws(first, 20), edit, RUN);
    assertThat(mean(learned.posterior())).isCloseTo(MeanModel.mean(ROWS), within(1e-10));
    double variance = variance(MeanModel.draws(first, 20));
    assertThat(variance(learned) / variance).isCloseTo(801 / 1001.0, within(1e-10));
  }

  private static double variance(Fit<Draws> fit) {
    return Points.of(fit.posterior()).covariance()[0][0];
  }

  private static double mean(Draws draws) {
    double[] mean = Points.of(draws).mean();
    return mean[0];
  }
}
