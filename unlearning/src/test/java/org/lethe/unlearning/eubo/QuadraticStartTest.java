package org.lethe.unlearning.eubo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.lethe.core.posterior.GaussianPosterior;
import org.lethe.inference.energy.Family;
import org.lethe.inference.energy.Frame;
import org.lethe.inference.energy.GaussianFamily;
import org.lethe.unlearning.LinearGaussian;

class QuadraticStartTest {

  private static final DMatrixRMaj PRECISION = new DMatrixRMaj(new double[][] {{.5, .3}, {.3, .4}});

  /** |M| = .11: M⁻¹ = [[.4, −.3], [−.3, .5]]/.11, and −M⁻¹(1, −1) = (−.7, .8)/.11. */
  @Test
  void fullRankStartsAtTheOptimum() {
    GaussianPosterior q = start(Family.fullRank());
    assertThat(q.mean()).containsExactly(new double[] {-.7 / .11, .8 / .11}, within(1e-13));
    double[][] covariance = q.covariance();
    assertThat(covariance[0]).containsExactly(new double[] {.4 / .11, -.3 / .11}, within(1e-13));
    assertThat(covariance[1]).containsExactly(new double[] {-.3 / .11, .5 / .11}, within(1e-13));
  }

  /** The same mean; the precision's diagonal alone. */
  @Test
  void meanFieldKeepsTheDiagonal() {
    GaussianPosterior q = start(Family.meanField());
    assertThat(q.mean()).containsExactly(new double[] {-.7 / .11, .8 / .11}, within(1e-13));
    assertThat(q.sd())
        .containsExactly(new double[] {1 / Math.sqrt(.5), 1 / Math.sqrt(.4)}, within(1e-14));
  }

  private static GaussianPosterior start(GaussianFamily family) {
    double[] lambda = QuadraticStart.of(PRECISION, new double[] {1, -1}, family);
    return family.posterior(LinearGaussian.MODEL, Frame.identity(2), lambda);
  }
}
