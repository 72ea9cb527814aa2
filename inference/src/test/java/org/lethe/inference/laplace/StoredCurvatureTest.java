package org.lethe.inference.laplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lethe.core.data.DataException;
import org.lethe.core.data.Table;
import org.lethe.core.expr.Device;
import org.lethe.core.posterior.Cost;
import org.lethe.core.posterior.Draws;
import org.lethe.core.posterior.Fit;
import org.lethe.core.posterior.Provenance;
import org.lethe.core.posterior.Recipe;
import org.lethe.core.posterior.Verdict;
import org.lethe.inference.energy.Models;
import org.lethe.inference.run.Run;

/** Against XᵀWX + I/4, W = σ(1 − σ), of logistic regression under priors N(0, 2²). */
class StoredCurvatureTest {

  private static final Run RUN = Run.seed(1).on(Device.cpu(1));
  private static final Table ROWS = Models.rows(40);
  private static final double[][] DRAWS = {{.2, 1, -.5}, {.6, -.4, .1}};
  private static final double[] WEIGHT = {.75, .25};

  private static double[][] information(double[] theta) {
    double[][] h = {{.25, 0, 0}, {0, .25, 0}, {0, 0, .25}};
    for (int row = 0; row < ROWS.size(); row++) {
      double[] x = {1, ROWS.column("x1")[row], ROWS.column("x2")[row]};
      double f = theta[0] * x[0] + theta[1] * x[1] + theta[2] * x[2];
      double p = 1 / (1 + Math.exp(-f));
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          h[i][j] += p * (1 - p) * x[i] * x[j];
        }
      }
    }
    return h;
  }

  private static Fit<Draws> fit() {
    double[] logWeights = {Math.log(WEIGHT[0]), Math.log(WEIGHT[1])};
    Draws draws = Draws.weighted(Models.logistic(), new double[][][] {DRAWS}, logWeights);
    Provenance provenance =
        Provenance.trained(
            Recipe.of("test"), Models.logistic().digest(), ROWS.digest(), 0, List.of());
    return Fit.of(draws, provenance, Verdict.trusted(), Cost.none());
  }

  @Test
  void theMeanHessianIsOverTheWeightedDraws() {
    Fit<Draws> kept = StoredCurvature.in(fit(), ROWS, RUN);
    double[][] first = information(DRAWS[0]);
    double[][] second = information(DRAWS[1]);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(kept.curvature().orElseThrow()[i][j])
            .isCloseTo(WEIGHT[0] * first[i][j] + WEIGHT[1] * second[i][j], within(1e-12));
      }
    }
    assertThat(kept.cost().rowHessianProducts()).isEqualTo(3 * 2 * 40);
  }

  @Test
  void theHessianAtTheMeanCostsAProductOfEachRowAndParameter() {
    Fit<Draws> kept = StoredCurvature.atMean(fit(), ROWS, RUN);
    double[][] expected = information(new double[] {.3, .65, -.35});
    for (int i = 0; i < 3; i++) {
      assertThat(kept.curvature().orElseThrow()[i]).containsExactly(expected[i], within(1e-12));
    }
    assertThat(kept.cost().rowHessianProducts()).isEqualTo(3 * 40);
    assertThat(kept.cost().rowGradients()).isZero();
  }

  @Test
  void otherRowsAreRefused() {
    assertThatThrownBy(() -> StoredCurvature.atMean(fit(), Models.rows(41), RUN))
        .isInstanceOf(DataException.class);
  }
}
