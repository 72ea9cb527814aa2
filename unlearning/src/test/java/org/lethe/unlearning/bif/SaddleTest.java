package org.lethe.unlearning.bif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lethe.core.data.Column;
import org.lethe.core.data.Edit;
import org.lethe.core.data.Schema;
import org.lethe.core.data.Table;
import org.lethe.core.distribution.Normal;
import org.lethe.core.distribution.StudentT;
import org.lethe.core.model.Model;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.DrawsPosterior;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Gaussian;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.inference.laplace.Laplace;
import org.lethe.inference.run.Run;
import org.lethe.unlearning.LinearGaussian;

/**
 * Edits that leave a saddle where the posterior stands: no method takes it for a result, and each
 * names the ways out that it has.
 */
class SaddleTest {

  private static final Run RUN = Run.seed(1);
  private static final Schema TWO = Schema.of("id", Column.number("y"), Column.number("z"));
  private static final Schema ONE = Schema.of("id", Column.number("y"));

  /** y about a, z about b with heavy tails. */
  private static final Model HEAVY =
      Model.define(
          "heavy",
          TWO,
          m -> {
            m.observe("y", Normal.of(m.parameter("a", Normal.of(0, 1)), 1));
            m.observe("z", StudentT.of(3, m.parameter("b", Normal.of(0, 1)), 1));
          });

  /** y about θ², which information calls flat at θ = 0 and the Hessian bent by −2y. */
  private static final Model SQUARE =
      Model.define(
          "square",
          ONE,
          m -> m.observe("y", Normal.of(m.parameter("theta", Normal.of(0, 1)).square(), 1)));

  /**
   * 40 rows z = ±3, at each of which the energy of b bends by −1/6, and 20 anchors z = 0, by 4/3:
   * all in all 1 − 6.7 + 26.7, and without the anchors −5.7. The slope of anchors in b is 0.
   */
  private static final Table ANCHORED =
      Table.of(
          TWO,
          ids(60),
          Map.of(
              "y", IntStream.range(0, 60).mapToDouble(i -> i < 40 ? .3 : 1).toArray(),
              "z", IntStream.range(0, 60).mapToDouble(i -> i < 40 ? i % 2 * 6 - 3 : 0).toArray()));

  /** 10 rows y = −2 and 10 rows y = 1: h″ = −2y at θ = 0, so H is 21 and without the former −19. */
  private static final Table BENT =
      Table.of(
          ONE,
          ids(20),
          Map.of("y", IntStream.range(0, 20).mapToDouble(i -> i < 10 ? -2 : 1).toArray()));

  private static final Edit CONVEX = Edit.forget(BENT, BENT.ids().subList(0, 10));
  private static final double BENT_SD = 1 / Math.sqrt(21);

  private static List<String> ids(int n) {
    return IntStream.range(0, n).mapToObj(i -> "row-" + i).toList();
  }

  static Stream<Solver> solvers() {
    return Stream.of(
        Solver.cholesky(),
        Solver.conjugateGradient(1e-8),
        Solver.neumann(30, 1, 0),
        Solver.conjugateGradient(1e-8).damped(1e-3));
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void forgettingTheAnchorsOfAHeavyTailedLocationIsRefused(Solver solver) {
    Fit<GaussianPosterior> fit = Laplace.of().fit(HEAVY, ANCHORED, RUN);
    assertThat(fit.posterior().mean()[1]).isCloseTo(0, within(1e-12));
    Edit anchors = Edit.forget(ANCHORED, ANCHORED.ids().subList(40, 60));
    for (Bif<? super GaussianPosterior> bif :
        List.<Bif<? super GaussianPosterior>>of(
            Bif.variational(ANCHORED.after(anchors), solver), Bif.erasedOnly(solver))) {
      assertThatThrownBy(() -> bif.forget(fit, anchors, RUN))
          .isInstanceOfSatisfying(
              IndefiniteCurvatureException.class,
              // in units of 1 − 20/3 + 80/3 = 21
              e -> assertThat(e.curvature()).isCloseTo(-17.0 / 63, within(1e-9)))
          .hasMessageContaining("state a damping above 0.2698")
          .hasMessageNotContaining("gaussNewton()");
    }
  }

  /** A look at three coordinates takes three products of every row, beside those of the answer. */
  @Test
  void theLookIsInTheCostOfTheEdit() {
    Table rows = LogisticRows.of(100);
    Edit edit = Edit.forget(rows, rows.ids().subList(0, 10));
    Fit<GaussianPosterior> fit = Laplace.of().fit(LogisticRows.MODEL, rows, RUN);
    Influence<GaussianPosterior> influence =
        Bif.variational(rows.after(edit), Solver.conjugateGradient(1e-8)).carryOut(fit, edit, RUN);
    assertThat(influence.fit().cost().rowHessianProducts())
        .isEqualTo((influence.steps().get(0).iterations() + 3) * 90L);
  }

  private static Fit<Draws> draws() {
    double[][][] chains = new double[1][200][1];
    Arrays.setAll(chains[0], i -> new double[] {BENT_SD * (i - 99.5) / 60});
    return LinearGaussian.trusted(Draws.of(SQUARE, chains), BENT);
  }

  /** Nothing slopes at 0, and Gauss–Newton stays there. */
  @Test
  void gaussNewtonIsNamedWhereItIsAWayOut() {
    Fit<Draws> fit = draws();
    Bif<DrawsPosterior> bif = Bif.draws(BENT.after(CONVEX), Solver.cholesky());
    assertThatThrownBy(() -> bif.forget(fit, CONVEX, RUN))
        .isInstanceOf(IndefiniteCurvatureException.class)
        .hasMessageContaining("edit in smaller chunks, use gaussNewton(), or state a damping above")
        .hasCauseInstanceOf(IndefiniteCurvatureException.class);
    Fit<GaussianPosterior> mode = Laplace.of().fit(SQUARE, BENT, RUN);
    assertThatThrownBy(
            () -> Bif.variational(BENT.after(CONVEX), Solver.cholesky()).forget(mode, CONVEX, RUN))
        .isInstanceOf(IndefiniteCurvatureException.class)
        .hasMessageContaining("gaussNewton()");
    Draws moved =
        Bif.draws(BENT.after(CONVEX), Solver.cholesky().gaussNewton())
            .forget(fit, CONVEX, RUN)
            .posterior();
    assertThat(Points.of(moved).mean()[0]).isCloseTo(0, within(1e-12));
  }

  @Test
  void gaussNewtonIsNotNamedWhereItIsRefused() {
    Fit<Gaussian> variational =
        LinearGaussian.trusted(
            Gaussian.fullRank(SQUARE, new double[] {0}, new double[][] {{BENT_SD}}), BENT);
    for (Bif<? super Gaussian> bif :
        List.<Bif<? super Gaussian>>of(
            Bif.variational(BENT.after(CONVEX), Solver.cholesky()),
            Bif.erasedOnly(Solver.cholesky()))) {
      assertThatThrownBy(() -> bif.forget(variational, CONVEX, RUN))
          .isInstanceOf(IndefiniteCurvatureException.class)
          .hasMessageContaining("edit in smaller chunks, or state a damping above")
          .hasMessageNotContaining("gaussNewton()");
    }
    assertThatThrownBy(() -> HessianFree.of().forget(draws(), CONVEX, RUN))
        .isInstanceOf(IndefiniteCurvatureException.class)
        .hasMessageContaining("edit fewer rows at once, use Bif.draws, or retrain")
        .hasMessageNotContaining("damping");
  }
}
