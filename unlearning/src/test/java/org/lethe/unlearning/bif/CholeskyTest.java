package org.lethe.unlearning.bif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CholeskyTest {

  private static final Matrix BEFORE = new Matrix(new double[][] {{4, 1}, {1, 3}});
  private static final Matrix ERASED = new Matrix(new double[][] {{1, .5}, {.5, .8}});

  @Test
  void theMapOfSecondOrderIsThePublishedOne() {
    Matrix after = BEFORE.plus(-1, ERASED);
    double[][] a = Cholesky.of(BEFORE).towards(Cholesky.of(after));
    assertThat(a[0]).containsExactly(new double[] {1.15470054, .09870346}, within(5e-9));
    assertThat(a[1]).containsExactly(new double[] {0, 1.13983007}, within(5e-9));
  }

  /** A H_D⁻¹ Aᵀ = H_r⁻¹, whatever the axes in which A is made. */
  @Test
  void theMapTurnsOneCovarianceIntoTheOther() {
    Axes axes = new Axes(new double[][] {{.7, 0}, {-2, 3}});
    Matrix after = BEFORE.plus(-1, ERASED);
    double[][] inside =
        Cholesky.of(BEFORE.within(axes.c())).towards(Cholesky.of(after.within(axes.c())));
    double[][] a = axes.outside(inside);
    double[][] covariance = inverse(BEFORE);
    double[][] turned = Matrix.product(Matrix.product(a, covariance), Matrix.transposed(a));
    double[][] expected = inverse(after);
    for (int i = 0; i < 2; i++) {
      assertThat(turned[i]).containsExactly(expected[i], within(1e-14));
    }
  }

  @Test
  void axesLeadOutAndBack() {
    Axes axes = new Axes(new double[][] {{.7, 0}, {-2, 3}});
    double[] u = {1.5, -.25};
    assertThat(axes.coordinates(axes.outside(u, 2))).containsExactly(u, within(1e-15));
    Matrix back = axes.hessianOutside(BEFORE.within(axes.c()));
    for (int i = 0; i < 2; i++) {
      assertThat(back.rows()[i]).containsExactly(BEFORE.rows()[i], within(1e-13));
    }
  }

  @Test
  void anIndefiniteMatrixIsRefusedWithItsEigenvalue() {
    assertThatThrownBy(() -> Cholesky.of(new Matrix(new double[][] {{1, 2}, {2, 1}})))
        .isInstanceOfSatisfying(
            IndefiniteCurvatureException.class,
            e -> assertThat(e.curvature()).isCloseTo(-1, within(1e-12)))
        .hasMessageContaining("smaller chunks")
        .hasMessageContaining("damping above 1")
        .hasMessageNotContaining("gaussNewton()");
  }

  private static double[][] inverse(Matrix m) {
    double[][] out = new double[2][2];
    for (int j = 0; j < 2; j++) {
      double[] unit = new double[2];
      unit[j] = 1;
      double[] column = Cholesky.of(m).solve(unit);
      out[0][j] = column[0];
      out[1][j] = column[1];
    }
    return out;
  }
}
