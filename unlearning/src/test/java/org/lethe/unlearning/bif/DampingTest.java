package org.lethe.unlearning.bif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Table;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.Posterior;
import org.lethe.core.posterior.VariationalPosterior;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.laplace.StoredCurvature;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.LinearGaussian;
import org.lethe.unlearning.RowOnLine;

/**
 * H + μI in place of H, in step and shape, and the residual by which it is judged. Two rows bend
 * the energy by ¾ each, where the posterior N(0, 1) bends it by 1: H without both is −½.
 */
class DampingTest {

  private static final Run RUN = Run.seed(1);
  private static final RowOnLine LINE =
      RowOnLine.of((theta, x) -> theta.minus(x).square().times(-.375), 1, 1);

  private static Fit<Gaussian> dense() {
    return LinearGaussian.fit(
        Gaussian.fullRank(LINE.posterior().model(), new double[] {0}, new double[][] {{1}}),
        LINE.rows());
  }

  /** Pairs about 0, whose covariance is the stored 1/H_D = 1 to rounding. */
  private static Fit<Draws> draws() {
    double[][][] chains = new double[1][100][1];
    for (int i = 0; i < 100; i++) {
      chains[0][i][0] = i % 2 * 2 - 1;
    }
    Fit<Draws> fit =
        LinearGaussian.trusted(Draws.of(LINE.posterior().model(), chains), LINE.rows());
    return new Fit<>(
        fit.posterior(),
        fit.model(),
        Optional.of(new double[][] {{1}}),
        fit.provenance(),
        fit.verdict(),
        fit.cost());
  }

  private static Bif<Posterior> damped(double mu) {
    return Bif.erasedOnly(Solver.cholesky().damped(mu)).secondOrder();
  }

  /**
   * The slope of each row at 0 is −¾ and the step −(−1.5)/(−½ + μ) times −1: −3 at μ = 1, and the
   * variance 1/(−½ + 1) = 2, whether the rows go together or one by one.
   */
  @Test
  void secondOrderAnswersToTheDampedHessian() {
    Gaussian at = damped(1).forget(dense(), LINE.forget(), RUN).posterior();
    assertThat(at.mean()[0]).isCloseTo(-3, within(1e-12));
    assertThat(at.sd()[0]).isCloseTo(Math.sqrt(2), within(1e-12));
    assertThat(damped(1).chunk(1).forget(dense(), LINE.forget(), RUN).posterior().sd()[0])
        .isCloseTo(Math.sqrt(2), within(1e-12));
    for (Bif<Posterior> bif : List.of(damped(1), damped(1).chunk(1), damped(1).stages(3))) {
      Points points = Points.of(bif.forget(draws(), LINE.forget(), RUN).posterior());
      assertThat(points.covariance()[0][0]).isCloseTo(2, within(1e-12));
    }
  }

  @Test
  void theDampingThatARefusalNamesIsEnough() {
    for (Solver solver :
        List.of(
            Solver.cholesky(),
            Solver.cholesky().damped(.2),
            Solver.cholesky().damped(.2).damped(.29),
            Solver.conjugateGradient(1e-9),
            Solver.conjugateGradient(1e-9).damped(.2))) {
      assertThatThrownBy(
              () -> Bif.erasedOnly(solver).secondOrder().forget(draws(), LINE.forget(), RUN))
          .isInstanceOfSatisfying(
              IndefiniteCurvatureException.class,
              e -> assertThat(e.curvature()).isCloseTo(-.5, within(1e-12)))
          .hasMessageContaining("state a damping above 0.5000");
    }
    Fit<Draws> forgotten = damped(.51).forget(draws(), LINE.forget(), RUN);
    assertThat(Points.of(forgotten.posterior()).covariance()[0][0]).isCloseTo(100, within(1e-9));
  }

  /** A stored H_D = 2 leaves H = ½, and to the precision 1 + (½ + μ) − 2. */
  @Test
  void soIsTheOneThatTheShapeNames() {
    Fit<Gaussian> one = dense();
    Fit<Gaussian> fit =
        new Fit<>(
            one.posterior(),
            one.model(),
            Optional.of(new double[][] {{2}}),
            one.provenance(),
            one.verdict(),
            one.cost());
    assertThatThrownBy(() -> damped(.2).forget(fit, LINE.forget(), RUN))
        .isInstanceOf(IndefiniteCurvatureException.class)
        .hasMessageContaining("state a damping above 0.5000");
    assertThat(damped(.51).forget(fit, LINE.forget(), RUN).posterior().sd()[0])
        .isCloseTo(10, within(1e-9));
  }

  /**
   * μ/(H + μ) of the right-hand side is left, in units of H_D: all but 10⁻⁶ of it here. The 100
   * largest of 400 rows take the mean by seven of its deviations, which both rules see; the largest
   * alone is no doubt but for the damping.
   */
  @Test
  void aDampingThatForgetsNothingIsADoubt() {
    Table rows = MeanModel.rows(400);
    Fit<Gaussian> fit = StoredCurvature.in(MeanModel.normal(rows), rows, RUN);
    List<String> order =
        rows.ids().stream()
            .sorted(Comparator.comparingDouble(id -> -rows.column("x")[rows.index(id)]))
            .toList();
    Bif<Posterior> nothing = Bif.erasedOnly(Solver.cholesky().damped(1e6));
    for (int m : new int[] {1, 100}) {
      Edit edit = Edit.forget(rows, order.subList(0, m));
      Influence<Gaussian> influence = nothing.carryOut(fit, edit, RUN);
      double mean = influence.fit().posterior().mean()[0];
      assertThat(mean).isCloseTo(MeanModel.mean(rows), within(1e-5));
      double stays = (401.0 - m) / 401;
      assertThat(influence.steps().get(0).residual()).isCloseTo(1e6 / (1e6 + stays), within(1e-9));
      Verdict verdict = influence.fit().verdict();
      assertThat(verdict.level()).isEqualTo(Verdict.Level.DOUBTFUL);
      assertThat(verdict.reasons()).hasSize(m == 1 ? 1 : 2);
      assertThat(verdict.reasons().get(0))
          .contains("left 1.0 of the right-hand side")
          .contains("smaller damping");
    }
    Edit one = Edit.forget(rows, order.subList(0, 1));
    assertThat(Bif.erasedOnly(Solver.cholesky()).forget(fit, one, RUN).verdict())
        .isEqualTo(Verdict.trusted());
  }

  /**
   * ρ = μ/(H + μ) of the way is left by the edit, and of that by each Stein pass, to rounding: the
   * energy of the mean is quadratic.
   */
  @Test
  void steinPassesMakeUpForADampingInTheMeanAndNotInTheShape() {
    Table rows = MeanModel.rows(400);
    Fit<Gaussian> fit = MeanModel.normal(rows);
    Edit edit = Edit.forget(rows, List.of(rows.ids().get(0)));
    Table rest = rows.after(edit);
    double way = MeanModel.mean(rows) - MeanModel.mean(rest);
    for (double mu : new double[] {.1, 1}) {
      double rho = mu / (400.0 / 401 + mu);
      Bif<VariationalPosterior> bif =
          Bif.variational(rest, Solver.cholesky().damped(mu)).secondOrder();
      for (int passes = 0; passes < 9; passes++) {
        Fit<Gaussian> found = bif.forget(fit, edit, RUN);
        assertThat(found.posterior().mean()[0] - MeanModel.mean(rest))
            .isCloseTo(Math.pow(rho, passes + 1) * way, within(1e-12));
        List<String> reasons = found.verdict().reasons();
        boolean left = Math.pow(rho, passes + 1) > .01;
        assertThat(reasons.stream().anyMatch(r -> r.contains("of the right-hand side")))
            .isEqualTo(left);
        assertThat(
                reasons.stream()
                    .anyMatch(r -> r.contains("narrows variances of the result by 50 %")))
            .isEqualTo(mu == 1);
        assertThat(reasons).hasSize((left ? 1 : 0) + (mu == 1 ? 1 : 0));
        bif = bif.stein();
      }
    }
    Verdict nothing =
        Bif.variational(rest, Solver.cholesky().damped(1e6))
            .stein()
            .stein()
            .forget(fit, edit, RUN)
            .verdict();
    assertThat(nothing.reasons())
        .singleElement()
        .asString()
        .contains("left 1.0 of the right-hand side");
  }

  @Test
  void dampingsAddUpThroughOtherStrategies() {
    assertThat(Solver.cholesky().damping()).isZero();
    assertThat(Solver.cholesky().damped(.5).gaussNewton().damped(.25).damping())
        .isCloseTo(.75, within(1e-15));
  }
}
