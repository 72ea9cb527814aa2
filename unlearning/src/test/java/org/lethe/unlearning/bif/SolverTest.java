package org.lethe.unlearning.bif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lethe.unlearning.DivergedException;

class SolverTest {

  private static final Matrix H = new Matrix(new double[][] {{1.5, 0, 0}, {0, .5, 0}, {0, 0, .1}});
  private static final double[] B = {1, -2, 3};
  private static final Matrix SADDLE = new Matrix(new double[][] {{1, 0}, {0, -.2}});

  @Test
  void exactSolversAgree() {
    for (Solver solver : List.of(Solver.cholesky(), Solver.conjugateGradient(1e-14))) {
      Solution solution = solver.solve(H, B);
      assertThat(solution.x()).containsExactly(new double[] {1 / 1.5, -4, 30}, within(1e-12));
      assertThat(solution.residual()).isLessThan(1e-13);
    }
  }

  /** 1 − (1 − s·eig)^(T+1) along each eigenvector. */
  @Test
  void theNeumannSeriesRecoversWhatItMust() {
    Solution solution = Solver.neumann(7, .8, 0).solve(H, B);
    double[] exact = {1 / 1.5, -4, 30};
    double[] eigenvalue = {1.5, .5, .1};
    for (int i = 0; i < 3; i++) {
      double recovered = 1 - Math.pow(1 - .8 * eigenvalue[i], 8);
      assertThat(solution.x()[i]).isCloseTo(recovered * exact[i], within(1e-13));
    }
    assertThat(solution.residual()).isBetween(.3, .5);
  }

  @Test
  void aSeriesWithTooLargeAScaleDiverges() {
    assertThatThrownBy(() -> Solver.neumann(200, 1.5, 0).solve(H, B))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("Neumann series grew")
        .hasMessageContaining("smaller scale");
    assertThatThrownBy(() -> Solver.neumann(3, 1.5, 0).solve(H, new double[] {1, 0, 0}))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("no better than nothing");
  }

  @Test
  void anIndefiniteHessianIsNoticedByAll() {
    double[] b = {1, 1};
    for (Solver solver : List.of(Solver.cholesky(), Solver.conjugateGradient(1e-10))) {
      assertThatThrownBy(() -> solver.solve(SADDLE, b))
          .isInstanceOfSatisfying(
              IndefiniteCurvatureException.class, e -> assertThat(e.curvature()).isNegative());
    }
    assertThatThrownBy(() -> Solver.neumann(2000, 1, 0).solve(SADDLE, b))
        .isInstanceOf(DivergedException.class);
  }

  /** A right-hand side that holds nothing of the negative direction leads to the saddle itself. */
  @Test
  void aSaddleThatTheRightHandSideDoesNotSeeIsNoticedByAll() {
    for (double[] b : new double[][] {{1, 0}, {0, 0}}) {
      for (Solver solver :
          List.of(
              Solver.cholesky(),
              Solver.conjugateGradient(1e-8),
              Solver.neumann(30, 1, 0),
              Solver.neumann(30, 1, 5))) {
        assertThatThrownBy(() -> solver.solve(SADDLE, b))
            .isInstanceOfSatisfying(
                IndefiniteCurvatureException.class,
                e -> assertThat(e.curvature()).isCloseTo(-.2, within(1e-14)));
        assertThatThrownBy(() -> solver.damped(.1).solve(SADDLE, b))
            .isInstanceOf(IndefiniteCurvatureException.class);
        if (!(solver instanceof Neumann)) {
          assertThat(solver.damped(1).solve(SADDLE, b).x())
              .containsExactly(new double[] {b[0] / 2, 0}, within(1e-14));
        }
      }
    }
  }

  @Test
  void dampingIsAddedOnlyWhenAsked() {
    Solution solution = Solver.cholesky().damped(.5).solve(H, B);
    assertThat(solution.x()).containsExactly(new double[] {.5, -2, 5}, within(1e-13));
    // ½x of b is left
    assertThat(solution.residual())
        .isCloseTo(.5 * Math.sqrt(.25 + 4 + 25) / Math.sqrt(14), within(1e-13));
    assertThat(Solver.conjugateGradient(1e-13).damped(.5).solve(H, B).x())
        .containsExactly(solution.x(), within(1e-12));
    assertThat(Solver.cholesky().damped(.3).solve(SADDLE, new double[] {1.3, .1}).x())
        .containsExactly(new double[] {1, 1}, within(1e-13));
    assertThat(H.rows()[2][2]).isEqualTo(.1);
  }

  @Test
  void impossibleOptionsAreRefusedByName() {
    assertThatThrownBy(() -> Solver.conjugateGradient(0)).hasMessageContaining("tolerance");
    assertThatThrownBy(() -> Solver.neumann(0, 1, 0)).hasMessageContaining("terms");
    assertThatThrownBy(() -> Solver.neumann(1, -1, 0)).hasMessageContaining("scale");
    assertThatThrownBy(() -> Solver.neumann(1, 1, -1)).hasMessageContaining("batch");
    assertThatThrownBy(() -> Solver.cholesky().damped(0)).hasMessageContaining("damping");
  }

  @Test
  void nothingToSolveIsNothingToMove() {
    for (Solver solver : List.of(Solver.cholesky(), Solver.conjugateGradient(1e-10))) {
      Solution solution = solver.solve(H, new double[3]);
      assertThat(solution.x()).containsOnly(0);
      assertThat(solution.residual()).isZero();
    }
  }
}
